//! A disk whose power goes: what was not synced is lost, kept or torn, as chance has it.

use release::disk::Disk;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex, MutexGuard};

#[derive(Default)]
struct Plate {
    /// Contents: as written, and as last synced.
    files: Vec<(Vec<u8>, Vec<u8>)>,
    /// Names: as they are, and as last synced.
    names: BTreeMap<String, usize>,
    safe: BTreeMap<String, usize>,
    /// Operations so far, and after how many the power goes.
    done: usize,
    last: usize,
}

/// A disk of which every clone is the same one.
#[derive(Clone, Default)]
pub struct Lossy(Arc<Mutex<Plate>>);

impl Lossy {
    /// The power goes after so many more operations; what there were before.
    pub fn cut_after(&self, operations: usize) {
        let mut plate = self.0.lock().unwrap();
        plate.done = 0;
        plate.last = operations;
    }

    /// How many operations there were since.
    pub fn done(&self) -> usize {
        self.0.lock().unwrap().done
    }

    /// The power is back. Of each file and each name that was not synced, chance says what is left: all, nothing, or a
    /// part with rubbish behind it.
    pub fn back(&self, mut chance: u64) {
        let mut plate = self.0.lock().unwrap();
        let mut draw = |n: u64| {
            chance = chance
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (chance >> 33) % n
        };
        let Plate {
            files, names, safe, ..
        } = &mut *plate;
        for (live, synced) in files.iter_mut().filter(|(live, synced)| live != synced) {
            match draw(3) {
                0 => *live = synced.clone(),
                1 => {}
                _ => {
                    let half = live.len() / 2;
                    live[half..].fill(0);
                }
            }
            *synced = live.clone();
        }
        let all: Vec<String> = names.keys().chain(safe.keys()).cloned().collect();
        for name in all {
            let (live, synced) = (names.get(&name).copied(), safe.get(&name).copied());
            let left = if live == synced || draw(2) == 0 {
                synced
            } else {
                live
            };
            for map in [&mut *names, &mut *safe] {
                match left {
                    Some(file) => map.insert(name.clone(), file),
                    None => map.remove(&name),
                };
            }
        }
        plate.done = 0;
        plate.last = usize::MAX;
    }

    fn step(&self) -> io::Result<MutexGuard<'_, Plate>> {
        let mut plate = self.0.lock().unwrap();
        if plate.done >= plate.last {
            return Err(io::Error::other("the power is gone"));
        }
        plate.done += 1;
        Ok(plate)
    }

    fn look(&self) -> io::Result<MutexGuard<'_, Plate>> {
        let plate = self.0.lock().unwrap();
        match plate.done >= plate.last {
            true => Err(io::Error::other("the power is gone")),
            false => Ok(plate),
        }
    }
}

impl Plate {
    fn file(&mut self, name: &str) -> io::Result<&mut (Vec<u8>, Vec<u8>)> {
        let at = *self.names.get(name).ok_or(ErrorKind::NotFound)?;
        self.files.get_mut(at).ok_or(ErrorKind::NotFound.into())
    }

    fn made(&mut self, name: &str) -> &mut Vec<u8> {
        let at = *self.names.entry(name.to_owned()).or_insert_with(|| {
            self.files.push((Vec::new(), Vec::new()));
            self.files.len() - 1
        });
        &mut self.files[at].0
    }
}

fn within<'a>(name: &'a str, folder: &str) -> Option<&'a str> {
    let (above, last) = name.rsplit_once('/').unwrap_or(("", name));
    (above == folder).then_some(last)
}

impl Disk for Lossy {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        Ok(self.look()?.file(name)?.0.clone())
    }

    fn length(&self, name: &str) -> io::Result<u64> {
        Ok(self
            .look()?
            .file(name)
            .map_or(0, |file| file.0.len() as u64))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut plate = self.step()?;
        let file = plate.made(name);
        file.clear();
        file.extend(bytes);
        Ok(())
    }

    fn append(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.step()?.made(name).extend(bytes);
        Ok(())
    }

    fn sync(&self, name: &str) -> io::Result<()> {
        let mut plate = self.step()?;
        let file = plate.file(name)?;
        file.1 = file.0.clone();
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut plate = self.step()?;
        let file = plate.names.remove(from).ok_or(ErrorKind::NotFound)?;
        plate.names.insert(to.to_owned(), file);
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.step()?.names.remove(name);
        Ok(())
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let plate = self.look()?;
        let names = plate.names.keys().filter_map(|name| within(name, folder));
        Ok(names.map(str::to_owned).collect())
    }

    fn make_folder(&self, _folder: &str) -> io::Result<()> {
        self.step().map(drop)
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        let mut plate = self.step()?;
        let Plate { names, safe, .. } = &mut *plate;
        safe.retain(|name, _| within(name, folder).is_none());
        let own = names
            .iter()
            .filter(|(name, _)| within(name, folder).is_some());
        safe.extend(own.map(|(name, file)| (name.clone(), *file)));
        Ok(())
    }
}
