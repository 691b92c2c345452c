//! Names, numbers and moments, as they stand in paths and bodies: what is taken is said again as it was.
#![no_main]

use contract::attachment::FileDigest;
use contract::id::{CaseId, CentreId, CommandId, PersonId};
use contract::live::Position;
use contract::money::Currency;
use contract::time::Zone;
use contract::vin::Vin;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(id) = CaseId::parse(text) {
        assert_eq!(CaseId::parse(&id.to_string()), Ok(id.clone()));
        let _ = id.number();
    }
    if let Ok(id) = CentreId::parse(text) {
        assert_eq!(id.to_string(), text);
    }
    if let Ok(id) = PersonId::parse(text) {
        assert_eq!(id.to_string(), text);
    }
    if let Ok(id) = CommandId::parse(text) {
        assert_eq!(CommandId::parse(&id.to_string()), Ok(id));
    }
    if let Some(position) = Position::parse(text) {
        assert_eq!(Position::parse(&position.to_string()), Some(position));
    }
    if let Ok(vin) = Vin::parse(text) {
        assert_eq!(Vin::parse(vin.as_str()), Ok(vin.clone()));
        let _ = vin.grouped();
    }
    if let Ok(digest) = FileDigest::try_from(text.to_owned()) {
        assert_eq!(digest.as_str(), text);
    }
    let _ = (
        Currency::try_from(text.to_owned()),
        Zone::try_from(text.to_owned()),
    );
    let _ = casework::text::field(text, casework::text::LONG, "/body/text");
});
