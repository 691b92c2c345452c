//! The two managers as people: name, languages, hours, telephone and mail. Reaching them from here is
//! kept on the case.

use super::draft::{SUBJECTS, capital, form, subject};
use super::reach;
use crate::ask::{Answer, Asked};
use crate::outbox::{Act, Slip};
use crate::parts::{Delivery, tel};
use crate::portal::Portal;
use crate::ui::{Choice, Mark, face, icon};
use casework::may;
use contract::case::Case;
use contract::manager::{Channel, Contact, ContactList, Level, RecordContact, Subject};
use contract::person::Role;
use i18n::{Lang, k};
use leptos::prelude::*;

/// Who can be reached, or why nobody.
#[component]
pub fn People(
    /// The case.
    case: Memo<Case>,
    /// The contacts.
    found: Asked<ContactList>,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let record = Slip::on(portal, case, Act::Contact);
    let about = RwSignal::new(case.with_untracked(|c| {
        let latest = match c.estimate {
            Some(_) => Subject::Estimate,
            None => Subject::Diagnosis,
        };
        subject(&portal.outbox.draft(&form(c))).unwrap_or(latest)
    }));
    let named = move |subject: Subject| {
        Signal::derive(move || capital(&w.named("subject", subject.slug())))
    };
    let list = move |found: ContactList| {
        let people = found.contacts.into_iter();
        let people = people.map(|contact| view! { <Person case contact about record /> });
        view! {
            <Choice
                name="about".into()
                legend=Signal::derive(w.say(k::MANAGER_ABOUT))
                options=SUBJECTS.map(named).to_vec()
                value=Signal::derive(move || SUBJECTS.iter().position(|s| *s == about.get()))
                choose=Callback::new(move |i: usize| about.set(SUBJECTS[i]))
            />
            <ul class="people-list" role="list">
                {people.collect_view()}
            </ul>
            <Delivery status=record.status />
            <p>{w.t(k::MANAGER_FOR)}</p>
            <p class="quiet-words">{w.t(k::MANAGER_LIMITS)}</p>
        }
    };
    let barred = move || {
        let shared = case.with(|c| may::ask_contacts(&portal.me(c)).is_ok());
        (!shared).then(|| w.t(k::MANAGER_OWNER_ONLY))
    };
    view! {
        <section class="contacts">
            <h2>{w.say(k::MANAGER_PEOPLE)}</h2>
            <Answer asked=found barred loading=k::MANAGER_LOADING>
                {move || found.get()?.ok().map(list)}
            </Answer>
        </section>
    }
}

#[component]
fn Person(
    case: Memo<Case>,
    contact: Contact,
    about: RwSignal<Subject>,
    record: Slip,
) -> impl IntoView {
    let portal = Portal::here();
    let w = portal.words;
    let role = match contact.level {
        Level::Local => Role::LocalManager,
        Level::Regional => Role::RegionalManager,
        Level::Head => Role::HeadOfService,
    };
    let language = |tag: &String| match Lang::from_tag(tag) {
        Some(lang) => lang.name().to_owned(),
        None => tag.to_ascii_uppercase(),
    };
    let languages: Vec<_> = contact.languages.iter().map(language).collect();
    let away = contact.away_until;
    let away = move || {
        let time = case.with(|c| Some(portal.moment(away?, &c.centre)))?;
        Some(view! { <p class="away"><Mark /> {w.tf(k::MANAGER_AWAY, &[("time", &time)])}</p> })
    };
    // Reachable now, by the centre's clock; nothing is said where the hours are not simply from and to.
    let hours = reach::hours(&contact.hours);
    let absent = contact.away_until.is_some();
    let here = move || {
        let (from, to) = hours.clone().filter(|_| !absent)?;
        let zone = case.with(|c| portal.zone(&c.centre));
        let now = portal.now.get();
        let open = reach::within(now, &zone, &w.clock(now, &zone), &from, &to);
        let key = if open {
            k::MANAGER_HERE
        } else {
            k::MANAGER_LATER
        };
        Some(
            view! { <p class="here" class:open=open>{w.tf(key, &[("from", &from), ("to", &to)])}</p> },
        )
    };
    let level = contact.level;
    // The link opens the telephone or the mail; that it was touched goes to the case beside it.
    let reached = move |channel: Channel| {
        record.act(&RecordContact {
            level,
            channel,
            subject: about.get_untracked(),
        });
    };
    let tel = tel(&contact.phone);
    let number = case.with_untracked(|c| c.id.number());
    let mailto = format!("mailto:{}?subject={number}", contact.mail);
    let (phone, mail) = (contact.phone, contact.mail);
    view! {
        <li class="sheet">
            <div class="who">
                {face(&contact.name)}
                <p>
                    <b>{contact.name}</b>
                    <small>{move || w.named("role", role.slug())}</small>
                </p>
            </div>
            {move || away()}
            {move || here()}
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
                    {icon("call")}
                    {move || w.tf(k::MANAGER_CALL, &[("phone", &phone)])}
                </a>
                <a class="btn quiet" href=mailto on:click=move |_| reached(Channel::Mail)>
                    {icon("mail")}
                    {move || w.tf(k::MANAGER_MAIL, &[("mail", &mail)])}
                </a>
            </p>
        </li>
    }
}
