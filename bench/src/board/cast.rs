//! Who is who on this demonstration: whom one may be, which cars they have, who works where.

use super::robot::{self, Trouble};
use contract::person::{Centre, DemoPerson, Role, Session, SignIn, Vehicle};
use contract::vin::Vin;
use platform::http;

/// Everybody whom one may be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cast {
    /// At the phone.
    pub owners: Vec<DemoPerson>,
    /// At the desk.
    pub staff: Vec<DemoPerson>,
}

/// A car and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Keeper {
    /// Whose.
    pub owner: DemoPerson,
    /// The car.
    pub vehicle: Vehicle,
}

/// The people of one case, and the case once there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Company {
    /// Whose car it is.
    pub owner: DemoPerson,
    /// The car.
    pub vehicle: Vehicle,
    /// The centre that is asked.
    pub centre: Centre,
    /// Who handles it there.
    pub advisor: DemoPerson,
    /// Who answers for that centre.
    pub manager: DemoPerson,
    /// The case.
    pub case: Option<contract::id::CaseId>,
}

impl Cast {
    /// As both sign-in pages ask.
    pub async fn ask() -> Result<Self, Trouble> {
        Ok(Self {
            owners: people(http::get("/sign-in").await?),
            staff: people(http::get("/desk/sign-in").await?),
        })
    }

    /// Somebody by their id.
    pub fn person(&self, id: &str) -> Option<&DemoPerson> {
        let mut all = self.owners.iter().chain(&self.staff);
        all.find(|p| p.id.as_str() == id)
    }

    /// The first of a role at a centre.
    fn at(&self, role: Role, centre: &Centre) -> Option<&DemoPerson> {
        let mut staff = self.staff.iter();
        staff.find(|p| p.role == role && p.about.split(", ").any(|name| name == centre.name))
    }

    /// Those who have cars of their own.
    pub fn keepers(&self) -> impl Iterator<Item = &DemoPerson> {
        self.owners.iter().filter(|p| p.role != Role::Driver)
    }

    /// Whose car this is.
    pub async fn keeper(&self, vin: &Vin) -> Option<Keeper> {
        for owner in self.keepers() {
            let session = robot::be(owner.id.as_str(), robot::Door::Owners)
                .await
                .ok()?;
            if let Some(vehicle) = session.vehicles.into_iter().find(|v| v.vin == *vin) {
                return Some(Keeper {
                    owner: owner.clone(),
                    vehicle,
                });
            }
        }
        None
    }

    /// The people around a car of this owner: the one of that number, else the first; at the centre named, else at the
    /// one where the car usually goes.
    pub async fn company(
        &self,
        owner: &str,
        vin: Option<&str>,
        centre: Option<&str>,
    ) -> Result<Company, Trouble> {
        let session = robot::be(owner, robot::Door::Owners).await?;
        self.around(owner, session, vin, centre)
            .ok_or(Trouble::Here("This demonstration has not got the people for it: they are those of crates/server/demo.toml."))
    }

    fn around(
        &self,
        owner: &str,
        session: Session,
        vin: Option<&str>,
        centre: Option<&str>,
    ) -> Option<Company> {
        let mut cars = session.vehicles.into_iter();
        let vehicle = cars.find(|v| vin.is_none_or(|vin| v.vin.as_str() == vin))?;
        let wanted = centre.unwrap_or(vehicle.centre.as_str());
        let mut centres = session.centres.into_iter();
        let centre = centres.find(|c| c.id.as_str() == wanted)?;
        Some(Company {
            owner: self.person(owner)?.clone(),
            advisor: self.at(Role::Advisor, &centre)?.clone(),
            manager: self.at(Role::LocalManager, &centre)?.clone(),
            vehicle,
            centre,
            case: None,
        })
    }
}

fn people(way: SignIn) -> Vec<DemoPerson> {
    match way {
        SignIn::Choose { people } => people,
        SignIn::Redirect { .. } => Vec::new(),
    }
}

/// A first name: what people call one another.
pub fn first(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}
