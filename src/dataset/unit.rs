//! Symbols of units, after NATO APP-6 and MIL-STD-2525: a frame that says whose side a unit is on,
//! an icon that says what it does, and a sign above that says how large it is.

/// A unit's symbol, written as `unit:neutral:infantry:brigade`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitSymbol {
    /// The frame.
    pub affiliation: Affiliation,
    /// The icon.
    pub function: Function,
    /// The sign above the frame.
    pub echelon: Option<Echelon>,
}

/// Makes an enumeration whose members have a name in data and words.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$member_doc])* $member,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$member),*];

            /// The name used in data.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$member => $text,)*
                }
            }
        }
    };
}

named! {
    /// Whose side a unit is on, as the author of the data sees it.
    Affiliation {
        /// A rectangle.
        Friend "friend",
        /// A diamond.
        Hostile "hostile",
        /// A square.
        Neutral "neutral",
        /// A clover leaf.
        Unknown "unknown",
    }
}

named! {
    /// What a unit does.
    Function {
        /// Nothing is said.
        Unspecified "unit",
        /// Infantry.
        Infantry "infantry",
        /// Armor.
        Armor "armor",
        /// Infantry in armored vehicles.
        Mechanized "mechanized",
        /// Artillery.
        Artillery "artillery",
        /// Air defense.
        AirDefense "air-defense",
        /// Reconnaissance.
        Reconnaissance "reconnaissance",
        /// Engineers.
        Engineer "engineer",
        /// Headquarters.
        Headquarters "headquarters",
    }
}

named! {
    /// How large a unit is.
    Echelon {
        /// I.
        Company "company",
        /// II.
        Battalion "battalion",
        /// III.
        Regiment "regiment",
        /// X.
        Brigade "brigade",
        /// XX.
        Division "division",
        /// XXX.
        Corps "corps",
        /// XXXX.
        Army "army",
    }
}

impl UnitSymbol {
    /// Reads `unit:AFFILIATION:FUNCTION` or `unit:AFFILIATION:FUNCTION:SIZE`.
    ///
    /// # Errors
    /// The word that is not known and the words that are, or `None` when the form is another.
    pub fn parse(text: &str) -> Result<Self, Option<(String, Vec<&'static str>)>> {
        fn word<T: Copy>(
            text: &str,
            all: &[T],
            name: impl Fn(T) -> &'static str,
        ) -> Result<T, Option<(String, Vec<&'static str>)>> {
            let known = || all.iter().map(|one| name(*one)).collect();
            let found = all.iter().copied().find(|one| name(*one) == text);
            found.ok_or_else(|| Some((text.to_owned(), known())))
        }
        let lower = text.trim().to_lowercase();
        let words: Vec<&str> = lower.split(':').map(str::trim).collect();
        let (affiliation, function, echelon) = match words[..] {
            ["unit", affiliation, function] => (affiliation, function, None),
            ["unit", affiliation, function, echelon] => (affiliation, function, Some(echelon)),
            _ => return Err(None),
        };
        Ok(Self {
            affiliation: word(affiliation, Affiliation::ALL, Affiliation::as_str)?,
            function: word(function, Function::ALL, Function::as_str)?,
            echelon: echelon.map(|text| word(text, Echelon::ALL, Echelon::as_str)).transpose()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_read() {
        let unit = UnitSymbol::parse("unit:neutral:Air-Defense:brigade").unwrap();
        assert_eq!(unit.affiliation, Affiliation::Neutral);
        assert_eq!(UnitSymbol::parse("unit:friend:armor").unwrap().echelon, None);
        let (word, known) = UnitSymbol::parse("unit:freind:armor").unwrap_err().unwrap();
        assert_eq!((word.as_str(), known[0]), ("freind", "friend"));
        assert_eq!(UnitSymbol::parse("circle"), Err(None));
    }
}
