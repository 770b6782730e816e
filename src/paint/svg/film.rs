//! Many days in one document.

use super::defs::Collector;
use super::document::{Head, Term, TextMode, Unit, close, paper};
use super::ids::Ids;
use super::walk::Walk;
use crate::paint::film::{Drawn, Element, Film, Lifetime};
use crate::scene::Group;
use crate::text::Typesetter;

/// What may be chosen.
#[derive(Clone, Debug, Default)]
pub struct FilmOptions {
    /// The document's title.
    pub title: String,
    /// What it shows, in words.
    pub description: String,
    /// How words are written.
    pub text: TextMode,
    /// Statements about the film, besides its title and description, in order.
    pub metadata: Vec<(Term, String)>,
    /// A style sheet, which has to say when the classes are seen.
    pub style: String,
    /// What the names of all elements begin with; for a document inside another one.
    pub prefix: String,
}

/// The film as an SVG document: the layers of a still picture, in which everything that is not
/// always seen lies in a group of the class `f` and the number of its lifetime in
/// [`Film::lifetimes`]. Without a style sheet everything is seen at once.
pub fn write_film(film: &Film, options: &FilmOptions, typesetter: &Typesetter) -> String {
    let lives = film.lifetimes();
    let mut ids = Ids::with_prefix(&options.prefix);
    let head = Head {
        width: film.width,
        height: film.height,
        unit: Unit::Pixels,
        title: &options.title,
        description: &options.description,
        metadata: &options.metadata,
        style: &options.style,
    };
    let mut xml = head.open(&mut ids);
    let mut defs = Collector::new(&mut ids);
    collect(&film.layers, &mut defs);
    let defs = defs.finish();
    defs.write(&mut xml);
    paper(&mut xml);
    let walk = Walk { xml, ids, defs, text: options.text, typesetter };
    let mut reel = Reel { walk, lives: &lives };
    reel.layers(film);
    close(reel.walk.xml)
}

fn collect(elements: &[Element], defs: &mut Collector<'_>) {
    for element in elements {
        match &element.drawn {
            Drawn::Fixed(group) => defs.group(group),
            Drawn::Group(group, inner) => {
                defs.clip(group.clip.as_ref());
                collect(inner, defs);
            }
            Drawn::Item(item) => defs.item(item),
        }
    }
}

struct Reel<'a> {
    walk: Walk<'a>,
    lives: &'a [Lifetime],
}

impl Reel<'_> {
    fn layers(&mut self, film: &Film) {
        for element in &film.layers {
            let (group, elements) = match &element.drawn {
                Drawn::Fixed(group) => (&**group, None),
                Drawn::Group(group, elements) => (group, Some(elements)),
                Drawn::Item(_) => continue,
            };
            self.walk.xml.start_element("g");
            self.walk.layer_attributes(group);
            if !element.life.is_whole(film.frames.len()) {
                self.class(&element.life);
            }
            match elements {
                Some(elements) => self.elements(elements, group, &element.life),
                None => group.items.iter().for_each(|item| self.walk.item(item, group)),
            }
            self.walk.xml.end_element();
        }
    }

    /// Elements of a group that is seen for `life`; neighbors that come and go together share a
    /// group of their own.
    fn elements(&mut self, elements: &[Element], group: &Group, life: &Lifetime) {
        for run in elements.chunk_by(|a, b| a.life == b.life) {
            let own = run.first().map(|element| &element.life).filter(|own| *own != life);
            // One group needs no other around it.
            if let ([Element { drawn: Drawn::Group(inner, elements), .. }], Some(own)) = (run, own)
            {
                self.group(inner, elements, own, Some(own));
                continue;
            }
            if let Some(own) = own {
                self.walk.xml.start_element("g");
                self.class(own);
            }
            for element in run {
                match &element.drawn {
                    Drawn::Group(inner, elements) => {
                        self.group(inner, elements, &element.life, None);
                    }
                    Drawn::Item(item) => self.walk.item(item, group),
                    Drawn::Fixed(_) => {}
                }
            }
            if own.is_some() {
                self.walk.xml.end_element();
            }
        }
    }

    fn group(
        &mut self,
        group: &Group,
        elements: &[Element],
        life: &Lifetime,
        class: Option<&Lifetime>,
    ) {
        // It draws nothing on any day.
        if elements.is_empty() {
            return;
        }
        self.walk.xml.start_element("g");
        self.walk.group_attributes(group);
        if let Some(life) = class {
            self.class(life);
        }
        self.elements(elements, group, life);
        self.walk.xml.end_element();
    }

    fn class(&mut self, life: &Lifetime) {
        if let Ok(number) = self.lives.binary_search(life) {
            self.walk.xml.write_attribute_fmt("class", format_args!("f{number}"));
        }
    }
}
