//! Who holds a piece of ground over time, by what is said of the towns around it.

use crate::dataset::{Stance, Town};
use crate::math::Day;
use std::collections::{BTreeSet, HashMap};

/// What one source says from each day on, by places in the list of stances; nothing before the
/// first. Neighbors differ.
pub type Course = Vec<(Day, Option<u32>)>;

/// What all sources say that say anything, in order.
pub type Courses = Vec<(Option<u16>, Course)>;

/// The different courses.
#[derive(Default)]
pub struct Groups {
    numbers: HashMap<Courses, u32>,
    pub list: Vec<Courses>,
}

impl Groups {
    /// The number of some courses; `None` if nothing is said.
    pub fn number(&mut self, courses: Courses) -> Option<u32> {
        if courses.is_empty() {
            return None;
        }
        if let Some(&number) = self.numbers.get(&courses) {
            return Some(number);
        }
        let number = self.list.len() as u32;
        self.numbers.insert(courses.clone(), number);
        self.list.push(courses);
        Some(number)
    }

    /// What lies between three pieces of ground follows, on each day, what two of them have in
    /// common.
    pub fn between(&mut self, groups: [Option<u32>; 3], stances: &[Stance]) -> Option<u32> {
        let [a, b, c] = groups;
        if a == b || a == c {
            return a;
        }
        if b == c {
            return b;
        }
        let of = groups.map(|group| group.map_or(&[][..], |number| &self.list[number as usize]));
        let sources: BTreeSet<Option<u16>> =
            of.iter().flat_map(|courses| courses.iter().map(|(source, _)| *source)).collect();
        let courses = sources.into_iter().map(|source| {
            let of = of.map(|courses| {
                let own = courses.iter().find(|(own, _)| *own == source);
                own.map_or(&[][..], |(_, course)| course)
            });
            (source, majority(of, stances))
        });
        let courses = courses.filter(|(_, course)| !course.is_empty()).collect();
        self.number(courses)
    }
}

/// What is said of a town by each source, or, if `together`, by all of them: the last report counts
/// whose it may be.
pub fn of_town(town: &Town, until: Option<Day>, together: bool) -> Courses {
    let mut courses: Courses = Vec::new();
    for report in town.reports.iter().filter(|report| until.is_none_or(|end| report.day < end)) {
        let source = report.source.filter(|_| !together);
        let place = courses.iter().position(|(own, _)| *own == source).unwrap_or_else(|| {
            courses.push((source, Vec::new()));
            courses.len() - 1
        });
        push(&mut courses[place].1, report.day, Some(report.stance));
    }
    courses.sort_by_key(|(source, _)| *source);
    courses
}

/// Adds to a course what is said from a day on; of a day the last counts.
fn push(course: &mut Course, day: Day, stance: Option<u32>) {
    if course.last().is_some_and(|last| last.0 == day) {
        course.pop();
    }
    if course.last().and_then(|last| last.1) != stance {
        course.push((day, stance));
    }
}

fn majority(of: [&[(Day, Option<u32>)]; 3], stances: &[Stance]) -> Course {
    let mut days: Vec<Day> = of.iter().flat_map(|course| course.iter().map(|run| run.0)).collect();
    days.sort_unstable();
    days.dedup();
    let mut next = [0; 3];
    let mut now = [None; 3];
    let mut course = Course::new();
    for day in days {
        for i in 0..3 {
            while let Some(run) = of[i].get(next[i]).filter(|run| run.0 <= day) {
                now[i] = run.1;
                next[i] += 1;
            }
        }
        push(&mut course, day, common(now, stances));
    }
    course
}

/// What two of three have in common: the same, or at least the holder; else what the first says.
fn common(said: [Option<u32>; 3], stances: &[Stance]) -> Option<u32> {
    let party = |stance: Option<u32>| Some(stances.get(stance? as usize)?.party);
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        if said[i] == said[j] {
            return said[i];
        }
    }
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        if party(said[i]) == party(said[j]) {
            return said[i];
        }
    }
    said.into_iter().flatten().next()
}
