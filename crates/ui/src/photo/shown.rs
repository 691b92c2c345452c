//! What a page shows of photos and videos: what they are called, where it has them from while this browser keeps them,
//! and how those stand that are on their way.

use crate::outbox::{Form, Outbox, Status};
use crate::words::Words;
use contract::problem::Kind;
use i18n::k;
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::keep;

/// What one is called by its place among those of its case, counted from one.
pub fn called(w: Words, video: bool, place: usize) -> String {
    let key = if video {
        k::PHOTOS_VIDEO
    } else {
        k::PHOTOS_PHOTO
    };
    w.tf(key, &[("n", &place.to_string())])
}

/// The address of a file that this browser keeps, once it is found; empty until then, and where it is gone.
pub fn kept(name: String) -> Signal<String> {
    let address = RwSignal::new(String::new());
    let held = StoredValue::new_local(None);
    spawn_local(async move {
        let found = keep::get(&name).await.and_then(|bytes| bytes.address());
        if let Some(found) = found {
            let said = found.as_str().to_owned();
            // Where the page was left meanwhile, it is given back at once.
            if held.try_set_value(Some(found)).is_none() {
                address.try_set(said);
            }
        }
    });
    address.into()
}

/// How one stands that has not arrived.
#[derive(Clone, Copy)]
pub struct OnWay {
    /// It is not taken, or was not sent.
    pub refused: Signal<bool>,
    /// How much of it has arrived, in hundredths, while it is being sent.
    pub over: Memo<Option<u8>>,
    /// All of it in words.
    pub stands: Signal<String>,
}

impl OnWay {
    /// Of the form that sends it.
    pub fn of<F: Form>(outbox: Outbox<F>, w: Words, form: StoredValue<F>) -> Self {
        let status = Memo::new(move |_| form.with_value(|f| outbox.status(f)));
        let refused =
            Signal::derive(move || status.with(|s| matches!(s, Status::Refused(_) | Status::Idle)));
        let over = Memo::new(move |_| {
            let (have, of) = form.with_value(|f| outbox.brought(f))?;
            status
                .with(|s| *s == Status::Sending)
                .then(|| ((have * 100).checked_div(of)).unwrap_or_default() as u8)
        });
        let stands = Signal::derive(move || match (status.get(), over.get()) {
            (Status::Refused(p), _) if p.kind == Kind::UploadMissing => w.t(k::PHOTOS_GONE),
            (Status::Refused(p), _) => w.refusal(&p),
            (Status::Sending, Some(over)) => {
                let over = w.number(f64::from(over), "percent");
                w.tf(k::PHOTOS_SENT, &[("part", &over)])
            }
            (Status::Sending, None) => w.t(k::SENDING),
            (Status::Waiting | Status::Idle, _) => w.t(k::PHOTOS_NOT_SENT),
        });
        Self {
            refused,
            over,
            stands,
        }
    }
}
