//! What is known of each language: its stemmer, its stop words and its plurals.

use frostem::{Algorithm, Stemmer};

/// A language's rules; those of an unknown language are empty.
pub(super) struct Language {
    /// Finds the stem of a lower-case word.
    pub(super) stemmer: Option<Stemmer>,
    /// Words too common to find anything by, folded, between spaces.
    pub(super) stop: &'static str,
    /// Endings of a plural and of its singular that the stemmer does not join, folded.
    pub(super) plurals: &'static [(&'static str, &'static str)],
    /// Whether a word may be made of two others, as in Dutch.
    pub(super) compounds: bool,
}

/// The rules of `es`, `es-CO`, …
pub(super) fn language(lang: &str) -> Language {
    let base = lang.split(['-', '_']).next().unwrap_or_default();
    let (algorithm, stop, plurals): (_, _, &[_]) = match base {
        "en" => (Algorithm::English, ENGLISH, &[("ies", "y"), ("yses", "ysis")]),
        "es" => (Algorithm::Spanish, SPANISH, &[("ces", "z"), ("es", ""), ("s", "")]),
        "pt" => (
            Algorithm::Portuguese,
            PORTUGUESE,
            &[("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ois", "ol"), ("is", "il"), ("ns", "m"), ("es", ""), ("s", "")],
        ),
        "fr" => (Algorithm::French, FRENCH, &[("aux", "al"), ("eaux", "eau"), ("us", "u")]),
        "nl" => (Algorithm::Dutch, DUTCH, &[("zen", "s"), ("ven", "f"), ("heden", "heid")]),
        _ => return Language { stemmer: None, stop: "", plurals: &[], compounds: false },
    };
    Language { stemmer: Some(Stemmer::new(algorithm)), stop, plurals, compounds: base == "nl" }
}

const ENGLISH: &str = "a an and are as at be by can for from has have how if in into is it its not of on or that the their them there these they this those to was were what when where which who will with you your";
const SPANISH: &str = "a al como con cual cuales cuando de del desde donde e el ella ellas ellos en entre es esta estas este esto estos fue ha hay la las le les lo los mas mi muy ni no o para pero por que se ser si sin sobre son su sus tambien u un una unas uno unos y ya";
const PORTUGUESE: &str = "a ao aos as com como da das de do dos e ela elas ele eles em entre essa esse esta este foi ha isso isto ja mais mas na nao nas nem no nos o os ou para pela pelas pelo pelos por qual quando que se sem ser seu seus sua suas tambem um uma umas uns";
const FRENCH: &str = "a au aux avec c ce ces cette d dans de des du elle elles en est et eux il ils j je l la le les leur leurs m mais n ne nous on ou par pas pour qu que qui s sa sans se ses si son sont sur t un une vous y";
const DUTCH: &str = "aan als bij dan dat de deze die dit door een en er haar had heeft hem het hij hoe hun ik in is je kan maar me men met mijn n naar niet nog nu of om onder ook op over s t te tot u uit van voor was wat we wel wie wij wordt worden zal ze zich zijn zo";
