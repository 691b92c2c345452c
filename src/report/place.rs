//! Where the car is, by its own word, and the centre nearest to it.

use super::reading::number;
use crate::portal::Portal;
use contract::person::{Centre, Degrees, Place};
use contract::vehicle::Signal as Said;
use i18n::k;
use leptos::prelude::WithValue;

/// The car's own position.
pub fn position(said: &[Said]) -> Option<Place> {
    let last = |end: &str| {
        let at = said.iter().filter(|s| s.path.ends_with(end));
        number(&at.max_by_key(|s| s.at)?.value)
    };
    Some(Place {
        lat: Degrees::from(last("CurrentLocation.Latitude")?),
        lon: Degrees::from(last("CurrentLocation.Longitude")?),
    })
}

/// The centre nearest to a place, and the whole kilometres to it.
pub fn nearest(portal: Portal, place: Place) -> Option<(Centre, u32)> {
    portal.session.with_value(|s| {
        let far = |c: &Centre| c.place.km_to(place);
        let near = s.centres.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
        Some((near.clone(), far(near).round() as u32))
    })
}

/// The place in words: so far from the nearest centre.
pub fn said(portal: Portal, said: &[Said]) -> Option<String> {
    let (centre, km) = nearest(portal, position(said)?)?;
    let values = [
        ("km", portal.words.distance(km.into())),
        ("centre", centre.name),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    Some(portal.words.tf(k::SIGNAL_PLACE_SAYS, &values))
}
