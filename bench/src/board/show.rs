//! Where a step is seen: a room of the portal on the phone or in the car, the case at the desk.

use super::cast::Company;
use super::state::Board;

/// What a screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// A room of the portal, on the owner's phone.
    Phone(Room),
    /// A room of the portal, in the car.
    Car(Room),
    /// The advisor's list.
    Inbox,
    /// The case, to the advisor.
    Advisor,
    /// The case, to the manager.
    Manager,
}

/// A room of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Home.
    Home,
    /// Report an issue.
    Report,
    /// The case itself.
    Case,
    /// What it costs.
    Estimate,
    /// Whom to call.
    Managers,
    /// The thanks.
    Reward,
}

/// Shows something where it can be seen.
pub fn shown(board: Board, show: Show, company: &Company) {
    let case = company.case.as_ref();
    let room = |room: Room| match (room, case) {
        (Room::Report, _) => format!("/report?vin={}", company.vehicle.vin.as_str()),
        (Room::Home, _) | (_, None) => "/".to_owned(),
        (Room::Case, Some(id)) => format!("/cases/{id}"),
        (Room::Estimate, Some(id)) => format!("/cases/{id}/estimate"),
        (Room::Managers, Some(id)) => format!("/cases/{id}/managers"),
        (Room::Reward, Some(id)) => format!("/cases/{id}/reward"),
    };
    let at_desk = case.map_or("/desk/".to_owned(), |id| format!("/desk/cases/{id}"));
    match show {
        Show::Phone(of) => board.phone.open(company.owner.id.as_str(), &room(of)),
        // The car has a session of its own.
        Show::Car(of) => board.car.open("", &room(of)),
        Show::Inbox => board.desk.open(company.advisor.id.as_str(), "/desk/"),
        Show::Advisor => board.desk.open(company.advisor.id.as_str(), &at_desk),
        Show::Manager => board.desk.open(company.manager.id.as_str(), &at_desk),
    }
}
