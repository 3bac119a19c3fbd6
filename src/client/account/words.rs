//! Five words, 55 bits, generated and never chosen: of the French list, the English one, or the numbers 0001 to 2048.

use std::{fmt, sync::LazyLock};

use strsim::osa_distance;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::handle::normalised;
use crate::{client::hazmat::random, protocol::Refusal};

/// Words in a list.
const LIST: usize = 2048;
/// Words that open a locker.
pub const COUNT: usize = 5;
/// From this many letters on, the beginning of a word stands for it.
const BEGINNING: usize = 4;

/// Five indexes into a list, each below 2,048. A secret: wiped, never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Words([u16; COUNT]);

/// A list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// BIP 39's French list.
    French,
    /// BIP 39's English list.
    English,
    /// 0001 to 2048, for who doesn't read Latin letters.
    Numbers,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::French, Self::English, Self::Numbers];

    /// Its code: `fr`, `en`, `numbers`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::Numbers => "numbers",
        }
    }

    fn list(self) -> &'static [String] {
        match self {
            Self::French => &FRENCH,
            Self::English => &ENGLISH,
            Self::Numbers => &NUMBERS,
        }
    }

    /// The word with this index, as it is shown: with its accents.
    fn word(self, index: u16) -> String {
        match self {
            Self::French => bip39::Language::French.word_list()[usize::from(index)].to_owned(),
            Self::English => bip39::Language::English.word_list()[usize::from(index)].to_owned(),
            Self::Numbers => NUMBERS[usize::from(index)].clone(),
        }
    }

    /// The index that a normalised word stands for. Whole words win over beginnings.
    fn index(self, word: &str) -> Option<u16> {
        let list = self.list();
        let whole = list.iter().position(|entry| entry == word);
        let index = whole.or_else(|| {
            if word.chars().count() < BEGINNING {
                return None;
            }
            let mut begun = list.iter().enumerate().filter(|(_, entry)| entry.starts_with(word));
            match (begun.next(), begun.next()) {
                (Some((index, _)), None) => Some(index),
                _ => None,
            }
        })?;
        u16::try_from(index).ok()
    }
}

impl Words {
    /// Fresh words, which in neither list could be taken for words of the other.
    #[must_use]
    pub fn generate() -> Self {
        loop {
            let mut indexes = [0; COUNT];
            for index in &mut indexes {
                *index = u16::from_be_bytes(random::bytes()) % 2048;
            }
            let words = Self(indexes);
            if Language::ALL.iter().all(|language| Self::parse(&words.expose_secret_text(*language)).is_ok()) {
                return words;
            }
        }
    }

    /// The words that a person typed, and their language.
    ///
    /// # Errors
    /// `words_unknown` with the first word that fits no list (of the language that fits longest), `words_ambiguous` when
    /// two languages fit.
    pub fn parse(typed: &str) -> Result<(Self, Language), Refusal> {
        let text: Zeroizing<String> = Zeroizing::new(normalised(typed).collect());
        let typed: Vec<&str> =
            text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut found = None;
        let mut longest = 0;
        for language in Language::ALL {
            let mut indexes = typed.iter().map_while(|word| language.index(word));
            let first: Vec<u16> = indexes.by_ref().take(COUNT).collect();
            longest = longest.max(first.len());
            let five = <[u16; COUNT]>::try_from(first).ok().filter(|_| typed.len() == COUNT);
            if five.is_some_and(|indexes| found.replace((Self(indexes), language)).is_some()) {
                return Err(Refusal::WordsAmbiguous);
            }
        }
        found.ok_or(Refusal::WordsUnknown(u8::try_from(longest + 1).unwrap_or(u8::MAX)))
    }

    /// Words of these indexes; `None` unless each is below 2,048.
    #[must_use]
    pub fn from_indexes(indexes: [u16; COUNT]) -> Option<Self> {
        indexes.iter().all(|index| usize::from(*index) < LIST).then_some(Self(indexes))
    }

    /// The words themselves, to be shown once to the person whose they are.
    #[must_use]
    pub fn expose_secret_text(&self, language: Language) -> Zeroizing<String> {
        let words: Zeroizing<Vec<String>> = Zeroizing::new(self.0.iter().map(|index| language.word(*index)).collect());
        Zeroizing::new(words.join(" "))
    }

    /// The indexes, each below 2,048.
    #[must_use]
    pub fn expose_secret_indexes(&self) -> &[u16; COUNT] {
        &self.0
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Words(…)")
    }
}

/// French and English, first the one that fits more of what was typed: who misspells a word of one isn't helped by words of the other.
#[must_use]
pub fn likely_languages(typed: &str) -> [Language; 2] {
    let text: Zeroizing<String> = Zeroizing::new(normalised(typed).take(1024).collect());
    let fits = |language: Language| {
        let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        words.filter(|word| language.index(word).is_some()).count()
    };
    if fits(Language::English) > fits(Language::French) {
        [Language::English, Language::French]
    } else {
        [Language::French, Language::English]
    }
}

/// Up to three words of the list that look most like what was typed, best first; none when nothing is near.
#[must_use]
pub fn nearest(typed: &str, language: Language) -> Vec<String> {
    let typed: String = normalised(typed).filter(|character| character.is_alphanumeric()).take(16).collect();
    let mut near: Vec<(usize, u16)> = (0_u16..)
        .zip(language.list())
        .map(|(index, entry)| (osa_distance(&typed, entry), index))
        .filter(|(distance, _)| *distance <= 2)
        .collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, index)| language.word(index)).collect()
}

static FRENCH: LazyLock<Vec<String>> = LazyLock::new(|| normalised_list(bip39::Language::French));
static ENGLISH: LazyLock<Vec<String>> = LazyLock::new(|| normalised_list(bip39::Language::English));
static NUMBERS: LazyLock<Vec<String>> = LazyLock::new(|| (1..=LIST).map(|number| format!("{number:04}")).collect());

fn normalised_list(language: bip39::Language) -> Vec<String> {
    language.word_list().iter().map(|word| normalised(word).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_and_every_four_letters_stand_for_one_index() {
        for language in Language::ALL {
            for index in 0..2048_u16 {
                let word: String = normalised(&language.word(index)).collect();
                assert_eq!(language.index(&word), Some(index), "{word}");
                let beginning: String = word.chars().take(BEGINNING).collect();
                let whole = language.list().iter().position(|entry| *entry == beginning);
                assert_eq!(language.index(&beginning), Some(whole.map_or(index, |at| u16::try_from(at).unwrap())));
            }
        }
    }

    #[test]
    fn a_misspelt_word_gets_suggestions() {
        assert_eq!(nearest("abandn", Language::English).first().map(String::as_str), Some("abandon"));
        assert!(nearest("zzzzzzzz", Language::French).is_empty());
    }

    #[test]
    fn the_language_of_the_other_words_comes_first() {
        assert_eq!(likely_languages("abandon ability abxle about above")[0], Language::English);
        assert_eq!(likely_languages("abaisser abxle abdiquer abeille abolir")[0], Language::French);
    }

    #[test]
    fn the_unknown_word_is_named() {
        assert_eq!(Words::parse("abaisser abandon abdiquer abeillz abolir"), Err(Refusal::WordsUnknown(4)));
        assert_eq!(Words::parse("abaisser abandon abdiquer abeille"), Err(Refusal::WordsUnknown(5)));
    }

    #[test]
    fn generated_words_are_read_back_in_every_language() {
        for _ in 0..100 {
            let words = Words::generate();
            for language in Language::ALL {
                assert_eq!(Words::parse(&words.expose_secret_text(language)), Ok((words.clone(), language)));
            }
        }
    }
}
