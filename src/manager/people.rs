//! The two managers as people: name, languages, hours, telephone and mail. Reaching them from here is
//! kept on the case.

use super::draft::{SUBJECTS, form, subject};
use crate::outbox::{Act, Form};
use crate::parts::{Delivery, Mark};
use crate::portal::Portal;
use contract::case::Case;
use contract::manager::{Channel, Contact, ContactList, Level, RecordContact, Subject};
use contract::person::Role;
use contract::problem::Kind;
use i18n::{Lang, k};
use leptos::prelude::*;
use platform::http::Failure;

/// What is known of the contacts.
pub type Found = RwSignal<Option<Result<ContactList, Failure>>>;

/// Who can be reached, or why nobody.
#[component]
pub fn People(
    /// The case.
    case: Memo<Case>,
    /// The contacts.
    found: Found,
) -> impl IntoView {
    let portal = Portal::here();
    let (w, outbox) = (portal.words, portal.outbox);
    let record = StoredValue::new(Form::Act(
        case.with_untracked(|c| c.id.clone()),
        Act::Contact,
    ));
    let status = Signal::derive(move || outbox.status(&record.get_value()));
    let about = RwSignal::new(case.with_untracked(|c| {
        let latest = match c.estimate {
            Some(_) => Subject::Estimate,
            None => Subject::Diagnosis,
        };
        subject(&outbox.draft(&form(c))).unwrap_or(latest)
    }));
    let option = move |subject: Subject| {
        view! {
            <label>
                <input
                    type="radio"
                    name="about"
                    prop:checked=move || about.get() == subject
                    on:change=move |_| about.set(subject)
                />
                <span>{move || w.named("subject", subject.slug())}</span>
            </label>
        }
    };
    view! {
        <section class="contacts">
            <h2>{w.say(k::MANAGER_PEOPLE)}</h2>
            {move || match found.get() {
                None => view! { <p aria-busy="true">{w.t(k::MANAGER_LOADING)}</p> }.into_any(),
                Some(Err(Failure::Network)) => view! { <p>{w.t(k::MANAGER_OFFLINE)}</p> }.into_any(),
                Some(Err(Failure::Problem(why))) if why.kind == Kind::NotAllowed => {
                    view! { <p>{w.t(k::MANAGER_OWNER_ONLY)}</p> }.into_any()
                }
                Some(Err(Failure::Problem(why))) => {
                    view! { <p><Mark /> {w.refusal(&why)}</p> }.into_any()
                }
                Some(Ok(list)) => {
                    view! {
                        <fieldset class="choice">
                            <legend>{w.t(k::MANAGER_ABOUT)}</legend>
                            {SUBJECTS.map(option).collect_view()}
                        </fieldset>
                        <ul class="people-list" role="list">
                            {list
                                .contacts
                                .into_iter()
                                .map(|contact| view! { <Person case contact about record /> })
                                .collect_view()}
                        </ul>
                        <Delivery status />
                        <p>{w.t(k::MANAGER_FOR)}</p>
                        <p class="quiet-words">{w.t(k::MANAGER_LIMITS)}</p>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Person(
    case: Memo<Case>,
    contact: Contact,
    about: RwSignal<Subject>,
    record: StoredValue<Form>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let role = match contact.level {
        Level::Local => Role::LocalManager,
        Level::Regional => Role::RegionalManager,
        Level::Head => Role::HeadOfService,
    };
    let initials: String = contact
        .name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .collect();
    let language = |tag: &String| match Lang::from_tag(tag) {
        Some(lang) => lang.name().to_owned(),
        None => tag.to_uppercase(),
    };
    let languages: Vec<_> = contact.languages.iter().map(language).collect();
    let away = contact.away_until;
    let away = move || {
        let zone = portal.zone(&case.with(|c| c.centre.clone()));
        let time = w.moment(away?, portal.now.get(), &zone);
        Some(view! { <p class="away"><Mark /> {w.tf(k::MANAGER_AWAY, &[("time", &time)])}</p> })
    };
    let level = contact.level;
    // The link opens the telephone or the mail; that it was touched goes to the case beside it.
    let reached = move |channel: Channel| {
        let body = RecordContact {
            level,
            channel,
            subject: about.get_untracked(),
        };
        portal.outbox.edit(&record.get_value(), |draft| {
            draft.body = serde_json::to_value(body).ok();
        });
        portal.outbox.send(record.get_value());
    };
    let tel = format!("tel:{}", contact.phone.replace(' ', ""));
    let number = case.with_untracked(|c| c.id.number());
    let mailto = format!("mailto:{}?subject={number}", contact.mail);
    let (phone, mail) = (contact.phone, contact.mail);
    view! {
        <li class="sheet">
            <div class="who">
                <span class="face" aria-hidden="true">
                    {initials}
                </span>
                <p>
                    <b>{contact.name}</b>
                    <br />
                    <small>{move || w.named("role", role.slug())}</small>
                </p>
            </div>
            {away}
            <dl>
                <div>
                    <dt>{w.say(k::MANAGER_LANGUAGES)}</dt>
                    <dd>{languages.join(", ")}</dd>
                </div>
                <div>
                    <dt>{w.say(k::MANAGER_HOURS)}</dt>
                    <dd>{contact.hours}</dd>
                </div>
            </dl>
            <p class="acts">
                <a class="btn quiet" href=tel on:click=move |_| reached(Channel::Call)>
                    {move || w.tf(k::MANAGER_CALL, &[("phone", &phone)])}
                </a>
                <a class="btn quiet" href=mailto on:click=move |_| reached(Channel::Mail)>
                    {move || w.tf(k::MANAGER_MAIL, &[("mail", &mail)])}
                </a>
            </p>
        </li>
    }
}
