//! A screen in its frame: a head that says what it is and what can be done to it, and the drawn device with the page in it,
//! which keeps its true viewport and is scaled to fit.

use super::lines;
use super::parts::list;
use super::screen::{Kind, Screen, address};
use super::state::Board;
use leptos::prelude::*;

/// The frame.
pub fn frame(board: Board, kind: Kind) -> AnyView {
    let screen = board.screen(kind);
    let (w, h) = (move || screen.size.get().0, move || screen.size.get().1);
    view! {
        <section
            class="screen"
            data-kind=kind.slug()
            aria-label=kind.name()
            style:--w=move || format!("{}px", w())
            style:--h=move || format!("{}px", h())
            style:--ratio=move || format!("{:.4}", f64::from(w()) / f64::from(h()))
        >
            {head(board, screen)}
            <div class="stage">
                {move || match origin(board, kind) {
                    Some(origin) => {
                        view! {
                            <div class="bezel">
                                <div class="pane">{page(board, screen, origin)}</div>
                            </div>
                        }
                            .into_any()
                    }
                    None => without_a_car(),
                }}
            </div>
        </section>
    }
    .into_any()
}

/// Where the screen's pages come from; none for the car where there is none.
fn origin(board: Board, kind: Kind) -> Option<String> {
    let origin = Memo::new(move |_| {
        board.bench.with(|(bench, _)| match kind {
            Kind::Car => bench.car.as_ref().map(|car| car.screen.clone()),
            Kind::Phone => Some(bench.phone.clone()),
            Kind::Desk => Some(bench.desk.clone()),
        })
    });
    origin.get()
}

/// The page itself, made anew for each load; none until it is known who sits there.
fn page(board: Board, screen: Screen, origin: String) -> impl IntoView {
    move || {
        if screen.turn.get() == 0 {
            return None;
        }
        let (person, to) = (screen.person.get_untracked(), screen.to.get_untracked());
        let look = board.look.get_untracked();
        let src = address(screen.kind, &origin, &person, &to, look);
        Some(view! { <iframe src=src title=screen.kind.name()></iframe> })
    }
}

fn head(board: Board, screen: Screen) -> AnyView {
    let kind = screen.kind;
    let sizes = kind.sizes().iter().map(|size| (size.name(), size.name()));
    let sizes = Signal::stored(sizes.collect::<Vec<_>>());
    let size = Signal::derive(move || screen.size.get().name());
    let again = move |_| {
        screen.reload();
        board.say(format!("{}: loaded again.", kind.name()));
    };
    view! {
        <header>
            <h2>{kind.name()}</h2>
            {who(board, screen)}
            {lines::switch(board, kind)}
            {list(format!("{} size", kind.name()), sizes, size, move |name| screen.resize(&name))}
            <button class="tiny" type="button" title="Load again" on:click=again>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M20 12a8 8 0 1 1-2.6-5.9M20 3v4.5h-4.5" />
                </svg>
                <span class="unseen">{format!("Load the {} again", kind.name().to_lowercase())}</span>
            </button>
        </header>
    }
    .into_any()
}

/// Who is signed in there, to be changed; of the car, whose it is.
fn who(board: Board, screen: Screen) -> AnyView {
    let kind = screen.kind;
    if kind == Kind::Car {
        let whose = move || {
            let keeper = board.keeper.get();
            keeper.map(|k| format!("{}, {}’s", k.vehicle.nickname, k.owner.name))
        };
        return view! { <p class="whose">{whose}</p> }.into_any();
    }
    let people = Signal::derive(move || {
        let nobody = (String::new(), "Nobody".to_owned());
        let named = |p: &contract::person::DemoPerson| (p.id.as_str().to_owned(), p.name.clone());
        let all = board.cast.with(|cast| match kind {
            Kind::Phone => cast.owners.iter().map(named).collect::<Vec<_>>(),
            _ => cast.staff.iter().map(named).collect(),
        });
        std::iter::once(nobody).chain(all).collect::<Vec<_>>()
    });
    list(
        format!("Who is at the {}", kind.name().to_lowercase()),
        people,
        screen.person.into(),
        move |person| {
            let name = board
                .cast
                .with_untracked(|c| c.person(&person).map(|p| p.name.clone()));
            let name = name.unwrap_or_else(|| "Nobody".into());
            screen.open(&person, kind.start());
            board.say(format!("{}: {name} is there now.", kind.name()));
        },
    )
}

fn without_a_car() -> AnyView {
    view! {
        <div class="no-car">
            <span class="road" aria-hidden="true"></span>
            <p>"This demonstration was started without a car."</p>
            <p>
                <kbd>"cargo xtask run"</kbd>
                " starts one with it; so does "
                <kbd>"servicelane serve --demo --car"</kbd>
                "."
            </p>
        </div>
    }
    .into_any()
}
