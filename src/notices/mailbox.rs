//! By mail: a switch, and before it what shows whose the mailbox is.

use super::address::{ADDRESS, CODE, Form, SWITCH};
use super::section::Switch;
use super::wanted::Wanted;
use crate::portal::Portal;
use crate::ui::{Mark, Show, Tick};
use contract::notice::{Mailbox, MailboxState};
use i18n::k;
use leptos::prelude::*;

/// The switches for mail and calendar; before them what shows whose the mailbox is.
#[component]
pub fn ByMail(wanted: Wanted) -> impl IntoView {
    let portal = Portal::here();
    let form = Form::open(portal, wanted);
    let confirmed = Memo::new(move |_| wanted.confirmed());
    let asks = Memo::new(move |_| !confirmed.get() && form.is_open());
    let mail = move || asks.get() || confirmed.get() && wanted.wishes.with(|w| w.mail);
    let calendar = Signal::derive(move || wanted.wishes.with(|w| w.calendar));
    let keep = Callback::new(move |on| wanted.wish(|w| w.calendar = on));
    view! {
        <div class="way">
            <Switch
                id=SWITCH
                name=k::NOTICES_MAIL
                about=k::NOTICES_MAIL_ABOUT
                on=Signal::derive(mail)
                turn=Callback::new(move |on| form.turn(on))
            />
            <Show when=asks>
                <Shown form />
            </Show>
            <Show when=confirmed>
                <Theirs form />
            </Show>
        </div>
        <Show when=confirmed>
            <div class="way">
                <Switch
                    id="notices-calendar"
                    name=k::NOTICES_CALENDAR
                    about=k::NOTICES_CALENDAR_ABOUT
                    on=calendar
                    turn=keep
                />
            </div>
        </Show>
    }
}

/// The address, then the code that was sent to it.
#[component]
fn Shown(form: Form) -> impl IntoView {
    let w = form.portal.words;
    let Form {
        address,
        code,
        fault,
        ..
    } = form;
    let waits = move || form.waits();
    let says = move || match form.wanted.mailbox() {
        Some(Mailbox {
            address,
            state: MailboxState::Refused,
        }) => {
            let why = w.tf(k::NOTICES_REFUSED, &[("address", &address)]);
            view! { <p class="fault"><Mark /> {why}</p> }.into_any()
        }
        Some(Mailbox { address, .. }) if waits() => {
            let sent = w.tf(k::NOTICES_SENT, &[("address", &address)]);
            view! { <p>{sent}</p> }.into_any()
        }
        _ => view! { <p class="quiet-words">{w.say(k::NOTICES_WHY_CODE)}</p> }.into_any(),
    };
    let faulty = move || fault.with(Option::is_some).to_string();
    let busy = move || form.busy.get().to_string();
    view! {
        <form
            class="mailbox"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                if untrack(waits) { form.confirm() } else { form.send() }
            }
        >
            <div role="status">{move || says()}</div>
            <Show
                when=waits
                fallback=move || {
                    view! {
                        <label for=ADDRESS>{w.say(k::NOTICES_ADDRESS)}</label>
                        <input
                            id=ADDRESS
                            type="email"
                            autocomplete="email"
                            autocapitalize="none"
                            spellcheck="false"
                            aria-describedby="notices-mail-fault"
                            aria-invalid=faulty
                            prop:value=address
                            on:input=move |event| form.typed(event_target_value(&event))
                        />
                    }
                }
            >
                <label for=CODE>{w.say(k::NOTICES_CODE)}</label>
                <input
                    id=CODE
                    class="six"
                    type="text"
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    maxlength="7"
                    aria-describedby="notices-mail-fault"
                    aria-invalid=faulty
                    prop:value=code
                    on:input=move |event| code.set(event_target_value(&event))
                />
            </Show>
            <p class="fault" id="notices-mail-fault" role="alert">
                {move || fault.get().map(|why| view! { <Mark /> {why} })}
            </p>
            <p class="acts">
                <button class="btn" type="submit" aria-disabled=busy>
                    {move || w.t(if waits() { k::NOTICES_CONFIRM } else { k::NOTICES_SEND })}
                </button>
                <Show when=waits>
                    <button
                        class="btn quiet"
                        type="button"
                        aria-disabled=busy
                        on:click=move |_| form.send_to(form.wanted.mailbox().map(|m| m.address))
                    >
                        {w.say(k::NOTICES_AGAIN)}
                    </button>
                    <button class="btn quiet" type="button" on:click=move |_| form.another()>
                        {w.say(k::NOTICES_OTHER)}
                    </button>
                </Show>
            </p>
        </form>
    }
}

/// The address that was confirmed, and the way to take it away.
#[component]
fn Theirs(form: Form) -> impl IntoView {
    let w = form.portal.words;
    let says = move || {
        let address = form.wanted.mailbox().map(|m| m.address);
        w.tf(
            k::NOTICES_GOES_TO,
            &[("address", &address.unwrap_or_default())],
        )
    };
    view! {
        <div class="theirs">
            <p><Tick /> {move || says()}</p>
            <button class="btn quiet" type="button" on:click=move |_| form.remove()>
                {w.say(k::NOTICES_REMOVE_ADDRESS)}
            </button>
        </div>
    }
}
