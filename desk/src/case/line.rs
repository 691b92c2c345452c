//! One line of the estimate: what, why, for how much, and who pays.

use super::car::Car;
use super::editor::Editor;
use super::gate::Gate;
use super::status::{fault_at, field_id};
use crate::desk::Desk;
use crate::field::{Choose, Input, keyed};
use crate::send::estimate::LineForm;
use contract::estimate::{Coverage, LineKind};
use contract::id::LineId;
use contract::problem::FieldError;
use i18n::{Key, k};
use leptos::prelude::*;

const KINDS: [(&str, Key, LineKind); 3] = [
    ("work", k::DESK_KIND_WORK, LineKind::Work),
    ("diagnosis", k::DESK_KIND_DIAGNOSIS, LineKind::Diagnosis),
    ("tax", k::DESK_KIND_TAX, LineKind::Tax),
];

const COVERAGES: [Coverage; 4] = [
    Coverage::NotCovered,
    Coverage::Recall,
    Coverage::Warranty,
    Coverage::Goodwill,
];

/// The line.
#[component]
pub fn LineEditor(
    /// The estimate.
    editor: Editor,
    /// Which line.
    id: LineId,
    /// The form is on its way.
    sealed: Memo<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let w = desk.words;
    let car = expect_context::<Car>();
    let id = StoredValue::new(id);
    let line = Memo::new(move |_| {
        let id = id.get_value();
        let found = editor
            .form
            .with(|f| f.lines.iter().find(|l| l.id == id).cloned());
        found.unwrap_or_else(|| LineForm::empty(id))
    });
    let place = Memo::new(move |_| id.with_value(|id| editor.place(id)));
    let edit = move |change: &dyn Fn(&mut LineForm)| {
        id.with_value(|id| editor.line(id, |line| change(line)));
    };
    let kind = Signal::derive(move || {
        let kind = line.with(|l| l.kind);
        let found = KINDS.iter().find(|(_, _, k)| *k == kind);
        found.map_or("work", |(name, _, _)| name).to_owned()
    });
    let choose_kind = Callback::new(move |name: String| {
        if let Some((_, _, kind)) = KINDS.iter().find(|(n, _, _)| *n == name) {
            edit(&|line| line.kind = *kind);
        }
    });
    let coverage = Signal::derive(move || {
        let slug = line.with(|l| l.coverage.map_or("", Coverage::slug));
        slug.to_owned()
    });
    let choose_coverage = Callback::new(move |name: String| {
        let found = COVERAGES.into_iter().find(|c| c.slug() == name);
        edit(&|line| line.coverage = found);
    });
    // A recalled component is free: said for the advisor as soon as it is named, and not against them.
    let recalled = Memo::new(move |_| line.with(|l| car.recalled(&l.component)));
    let named = Callback::new(move |text: String| {
        let free = untrack(|| car.recalled(&text));
        edit(&|line| {
            line.component.clone_from(&text);
            if free && line.coverage.is_none() {
                line.coverage = Some(Coverage::Recall);
            }
        });
    });
    let fault = move |field: &'static str| {
        Memo::new(move |_| {
            let field = format!("lines/{}/{field}", place.get());
            editor.of.with_value(|s| fault_at(desk, s, &field))
        })
    };
    let name = move |field: &'static str| {
        Signal::derive(move || field_id(&format!("lines/{}/{field}", place.get())))
    };
    let part = move |field: &'static str, label: Key, part: fn(&mut LineForm) -> &mut String| {
        let value = Memo::new(move |_| std::mem::take(part(&mut line.get())));
        let write = Callback::new(move |text: String| {
            edit(&|line| part(line).clone_from(&text));
        });
        let number = matches!(field, "parts" | "labour");
        let rows = match field {
            "reason" | "evidence" => 2,
            _ => 1,
        };
        let (id, fault): (_, Memo<Option<FieldError>>) = (name(field), fault(field));
        view! { <Input id label value write fault sealed rows number /> }
    };
    let mut kinds = Vec::new();
    kinds.extend(KINDS.map(|(name, words, _)| (name, words)));
    let mut coverages = vec![("", k::DESK_CHOOSE_ONE)];
    coverages.extend(COVERAGES.map(|c| (c.slug(), super::bill::pays(c))));
    let component = Memo::new(move |_| line.with(|l| l.component.clone()));
    // Sent before: what the owner said to it, since a change asks anew.
    let decided = move || {
        let line = editor.case.with(|c| {
            let line = c.estimate.as_ref()?.line(&id.get_value())?;
            Some(super::bill::said(line.decision).1)
        });
        line.map(|word| format!(" · {}", w.t(word)))
    };
    let remove = move |_| {
        let gone = id.get_value();
        editor.edit(|form| form.lines.retain(|l| l.id != gone));
        platform::page::focus_soon(&field_id("lines"));
    };
    view! {
        <li>
            <fieldset>
                <legend>
                    {move || w.tf(k::DESK_LINE_N, &[("n", &(place.get() + 1).to_string())])}
                    {decided}
                </legend>
                <div class="cells">
                    {part("title", k::DESK_LINE_TITLE, |l| &mut l.title)}
                    <Choose
                        id=name("kind")
                        label=k::DESK_LINE_KIND
                        options=keyed(w, kinds)
                        value=kind
                        write=choose_kind
                        fault=fault("kind")
                        sealed
                    />
                    <Input
                        id=name("component")
                        label=k::DESK_COMPONENT
                        value=component
                        write=named
                        fault=fault("component")
                        sealed
                        list=super::car::COMPONENTS
                    />
                    {part("parts", k::DESK_PARTS, |l| &mut l.parts)}
                    {part("labour", k::DESK_LABOUR, |l| &mut l.labour)}
                    <Choose
                        id=name("coverage")
                        label=k::DESK_WHO_PAYS
                        options=keyed(w, coverages)
                        value=coverage
                        write=choose_coverage
                        fault=fault("coverage")
                        sealed
                    />
                </div>
                <Gate editor line recalled />
                <div class="pair">
                    {part("reason", k::DESK_LINE_REASON, |l| &mut l.reason)}
                    {part("evidence", k::DESK_LINE_EVIDENCE, |l| &mut l.evidence)}
                </div>
                <button class="plain" type="button" disabled=move || sealed.get() on:click=remove>
                    {move || {
                        w.tf(k::DESK_LINE_REMOVE, &[("n", &(place.get() + 1).to_string())])
                    }}
                </button>
            </fieldset>
        </li>
    }
}
