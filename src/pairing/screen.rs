//! The touchscreen of a car that is not paired: it shows a code, then the word to compare. Its companion asks the
//! server meanwhile; as soon as the owner has said yes, the portal begins.

use crate::app::{House, ask};
use crate::parts::{TITLE, Title};
use crate::say::Sentence;
use crate::ui::Mark;
use contract::agent::AgentPairing;
use i18n::{Key, k};
use leptos::prelude::*;
use leptos::task::spawn_local;
use platform::http::{self, Failure};
use platform::page;
use ui::words::Words;

/// How often the companion is asked, in ms.
const LOOK: i32 = 1000;
const ROUTE: &str = "/agent/pairing";

/// The page before the portal, in a car.
#[component]
pub fn PairScreen() -> impl IntoView {
    let house = expect_context::<House>();
    let w = expect_context::<Words>();
    page::title("Servicelane");
    let at = RwSignal::new(AgentPairing::None);
    let fault = RwSignal::new(None::<String>);
    spawn_local(async move {
        loop {
            if let Ok(now) = http::get::<AgentPairing>(ROUTE).await {
                if now == AgentPairing::Paired {
                    return ask(house.who);
                }
                if at.try_set(now).is_some() {
                    return;
                }
            }
            platform::sleep(LOOK).await;
        }
    });
    let sentence = Signal::derive(move || {
        let (first, second) = match at.get() {
            AgentPairing::None | AgentPairing::Paired => (k::SCREEN_SAY, k::SCREEN_SAY_NEXT),
            AgentPairing::Pending { .. } => (k::SCREEN_PENDING, k::SCREEN_PENDING_NEXT),
            AgentPairing::Claimed { nickname, .. } => {
                return Sentence {
                    first: w.tf(k::SCREEN_CLAIMED, &[("car", &nickname)]),
                    second: w.t(k::SCREEN_CLAIMED_NEXT),
                };
            }
            AgentPairing::Expired => (k::SCREEN_EXPIRED, k::SCREEN_EXPIRED_NEXT),
            AgentPairing::Denied => (k::SCREEN_DENIED, k::SCREEN_DENIED_NEXT),
        };
        Sentence::of(w, first, second)
    });
    let begin = Callback::new(move |()| {
        fault.set(None);
        spawn_local(async move {
            match http::post::<AgentPairing>(ROUTE, &()).await {
                Ok(now) => drop(at.try_set(now)),
                Err(Failure::Problem(problem)) => drop(fault.try_set(Some(w.refusal(&problem)))),
                Err(Failure::Network) => drop(fault.try_set(Some(w.t(k::PAIRED_FAILED)))),
            }
            page::focus_soon(TITLE);
        });
    });
    let stop = move |_| {
        spawn_local(async move {
            if http::delete(ROUTE).await.is_ok() {
                let _ = at.try_set(AgentPairing::None);
            }
        });
    };
    // Which screen it is: its parts are made anew only for another one, not for each second.
    let shown = Memo::new(move |_| match at.get() {
        AgentPairing::Pending { code } => Shown::Code(code.user_code, code.address),
        AgentPairing::Claimed { word, .. } => Shown::Word(word),
        AgentPairing::Expired | AgentPairing::Denied => Shown::Begin(k::SCREEN_AGAIN),
        AgentPairing::None | AgentPairing::Paired => Shown::Begin(k::SCREEN_BEGIN),
    });
    view! {
        <main class="sign-in pairing-screen">
            <div class="top">
                <p class="brand">"Servicelane"</p>
                <Title say=sentence />
            </div>
            {move || match shown.get() {
                Shown::Begin(label) => {
                    view! {
                        <p class="acts">
                            <button class="btn" type="button" on:click=move |_| begin.run(())>
                                {w.say(label)}
                            </button>
                        </p>
                    }
                        .into_any()
                }
                Shown::Word(word) => view! { <p class="big word" translate="no">{word}</p> }.into_any(),
                Shown::Code(code, address) => view! { <Code code address /> }.into_any(),
            }}
            <p class="fault" role="alert">
                {move || fault.get().map(|text| view! { <Mark /> {text} })}
            </p>
            {move || {
                matches!(shown.get(), Shown::Code(..) | Shown::Word(_))
                    .then(|| {
                        view! {
                            <p class="acts">
                                <button class="btn quiet" type="button" on:click=stop>
                                    {w.say(k::SCREEN_STOP)}
                                </button>
                            </p>
                        }
                    })
            }}
        </main>
    }
}

#[derive(Clone, PartialEq)]
enum Shown {
    Begin(Key),
    Code(String, String),
    Word(String),
}

#[component]
fn Code(code: String, address: String) -> impl IntoView {
    let w = expect_context::<Words>();
    let (open, alt) = (address.clone(), address);
    // Another code has another picture.
    let picture = format!("{ROUTE}/qr.svg?{code}");
    view! {
        <div class="scan">
            <img
                src=picture
                width="360"
                height="360"
                alt=move || w.tf(k::SCREEN_QR, &[("address", &alt)])
            />
            <div>
                <p>{move || w.tf(k::SCREEN_TYPE, &[("address", &open)])}</p>
                <p class="big" translate="no">{code}</p>
            </div>
        </div>
    }
}
