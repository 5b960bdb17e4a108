//! Random frameworks and answers, as files: every kind, rule, modifier, rounding, policy and condition, every state.
//!
//! The same seed gives the same case. Everything is valid unless `junk` is asked for: then some answers are anything.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

/// SplitMix64.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// Whether something happens that happens `part` times of `of`.
    pub(super) fn chance(&mut self, part: u64, of: u64) -> bool {
        self.between(1, of) <= part
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[usize::try_from(self.next() % list.len() as u64).expect("a place")]
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            let other = usize::try_from(self.between(0, end as u64)).expect("a place");
            list.swap(end, other);
        }
    }

    /// A plain decimal above 0, at most 100.
    fn share(&mut self) -> String {
        let share = self.decimal(100);
        if share.bytes().any(|digit| matches!(digit, b'1'..=b'9')) { share } else { String::from("40") }
    }

    /// A plain decimal from 0 to `high`, often whole.
    fn decimal(&mut self, high: u64) -> String {
        match self.between(0, 5) {
            0..=2 => self.between(0, high).to_string(),
            3 => format!("{}.{}", self.between(0, high - 1), self.between(0, 9)),
            4 => format!("{}.{:03}", self.between(0, high - 1), self.between(0, 999)),
            _ => format!("{}.{:012}", self.between(0, high - 1), self.between(0, 999_999_999_999)),
        }
    }
}

/// A question, as its answers need it.
#[derive(Clone)]
pub(super) struct Question {
    pub(super) id: String,
    area: String,
    topic: String,
    kind: &'static str,
    levels: u64,
    /// Words of steps, ids of choices.
    words: Vec<String>,
    statements: Vec<String>,
    several: bool,
    critical: bool,
}

/// The files of a framework with one questionnaire.
pub(super) struct Files {
    pub(super) framework: String,
    /// Area and file.
    pub(super) domains: Vec<(&'static str, String)>,
    pub(super) questionnaire: String,
    pub(super) questions: Vec<Question>,
}

pub(super) const AREAS: [&str; 4] = ["border", "health", "constructor", "housing"];
const KINDS: [&str; 13] = [
    "ladder", "ladder", "ladder", "gated", "gated", "presence", "coverage", "points", "points", "number", "text", "date", "count",
];
const PLAIN_RULES: [&str; 11] =
    ["sum", "mean", "weighted_mean", "min", "min_plus", "max", "median", "geomean", "scaled_geomean", "top_half_mean", "share_met"];

const COMBINE: [&str; 6] = ["consensus", "owner", "median_low", "min", "mean", "weighted"];

/// A random framework.
pub(super) fn framework(random: &mut Random) -> Files {
    let levels = random.between(2, 6);
    let mut questions: Vec<Question> = Vec::new();
    let areas = usize::try_from(random.between(1, 4)).expect("small");
    let mut framework = Map::new();
    rule(random, &mut framework);
    let default = framework.get("rule").and_then(Json::as_str).unwrap_or("weighted_mean").to_owned();
    let mut domains: Vec<(&'static str, Map<String, Json>)> = Vec::new();
    for area in &AREAS[..areas] {
        let mut domain = Map::new();
        let staged = random.chance(1, 8);
        let topics = random.between(1, 3);
        let mut ids = Vec::new();
        let from = questions.len();
        let mut topics: Vec<Json> = (1..=topics)
            .map(|number| {
                let id = format!("{area}-t{number}");
                ids.push(id.clone());
                topic(random, id, &Surroundings { levels, stage: staged.then_some(number), rule: &default }, &mut questions)
            })
            .collect();
        weight(random, &mut domain);
        if staged {
            domain.insert("rule".into(), json!("staged"));
            met(random, &mut domain);
        } else {
            rule(random, &mut domain);
        }
        alike(&domain, &default, &mut topics);
        rounding(random, &mut domain);
        modifiers(random, &mut domain, &ids, &questions[from..]);
        domain.insert("capacities".into(), Json::Array(topics));
        domains.push((area, domain));
    }
    if default == "mean" {
        domains.iter_mut().for_each(|(_, domain)| _ = domain.remove("weight"));
    }
    framework.insert("title".into(), json!("F"));
    framework.insert("version".into(), json!("1"));
    framework.insert("levels".into(), json!(levels));
    framework.insert("threshold".into(), json!(random.pick(&["0", "70", "50", "33.3", "100"])));
    framework.insert("normalise".into(), json!(random.pick(&["level/max", "(level-min)/(max-min)"])));
    framework.insert("combine".into(), json!(random.pick(&COMBINE)));
    framework.insert("blank".into(), json!(random.pick(&["lowest", "zero", "zero_node", "exclude"])));
    rounding(random, &mut framework);
    let ids: Vec<String> = domains.iter().map(|(area, _)| (*area).to_owned()).collect();
    modifiers(random, &mut framework, &ids, &questions);
    if random.chance(3, 4) {
        let bands: Vec<Json> = ["0", "25.5", "50", "75", "100"].iter().enumerate().map(|(at, from)| json!({"id": format!("b{at}"), "from": from, "label": "B"})).collect();
        framework.insert("bands".into(), Json::Array(bands));
    }
    let mut include: Vec<&str> = questions.iter().filter(|_| random.chance(2, 3)).map(|question| question.id.as_str()).collect();
    if include.is_empty() {
        include.push(&questions[0].id);
    }
    let questionnaire = json!({"title": "Q", "framework": "f", "include": include}).to_string();
    let domains = domains.into_iter().map(|(area, domain)| (area, Json::Object(domain).to_string())).collect();
    Files { framework: Json::Object(framework).to_string(), domains, questionnaire, questions }
}

fn weight(random: &mut Random, of: &mut Map<String, Json>) {
    if random.chance(1, 2) {
        of.insert("weight".into(), json!(random.pick(&["2", "0.5", "3", "1.25", "0.333", "7", "0.000001", "999.9"])));
        of.insert("weight_reason".into(), json!("R"));
    }
}

fn met(random: &mut Random, of: &mut Map<String, Json>) {
    if random.chance(2, 3) {
        of.insert("met".into(), json!(random.share()));
    }
}

fn rule(random: &mut Random, of: &mut Map<String, Json>) {
    if random.chance(3, 4) {
        let rule = random.pick(&PLAIN_RULES);
        of.insert("rule".into(), json!(rule));
        if *rule == "share_met" {
            met(random, of);
        }
    }
}

fn rounding(random: &mut Random, of: &mut Map<String, Json>) {
    if random.chance(1, 2) {
        let mut rounding = Map::new();
        for (key, value) in [
            ("at", json!(random.pick(&["each", "final"]))),
            ("places", json!(random.between(0, 6).saturating_sub(random.between(0, 4)))),
            ("mode", json!(random.pick(&["half_up", "half_even", "floor"]))),
        ] {
            if random.chance(3, 4) {
                rounding.insert(key.into(), value);
            }
        }
        of.insert("rounding".into(), Json::Object(rounding));
    }
}

/// A cap and a child that raises, where the questions below allow them.
fn modifiers(random: &mut Random, of: &mut Map<String, Json>, children: &[String], questions: &[Question]) {
    if questions.iter().any(|question| question.critical) && random.chance(1, 2) {
        of.insert("cap_if".into(), json!({"below": random.share(), "to": random.decimal(99)}));
    }
    let raising = random.pick(children);
    let below = |question: &&Question| question.id == *raising || question.topic == *raising || question.area == *raising;
    if random.chance(1, 4) && questions.iter().filter(below).any(|question| scored(question.kind)) {
        of.insert("override_max".into(), json!([raising]));
    }
}

/// Under `mean`, which counts all alike, no child has a weight.
fn alike(of: &Map<String, Json>, default: &str, children: &mut [Json]) {
    if of.get("rule").and_then(Json::as_str).unwrap_or(default) == "mean" {
        for child in children.iter_mut().filter_map(Json::as_object_mut) {
            child.remove("weight");
        }
    }
}

/// What a topic stands in.
struct Surroundings<'a> {
    levels: u64,
    /// Its stage, under a staged area.
    stage: Option<u64>,
    /// The rule of nodes without their own.
    rule: &'a str,
}

fn topic(random: &mut Random, name: String, around: &Surroundings<'_>, questions: &mut Vec<Question>) -> Json {
    let mut topic = Map::new();
    topic.insert("id".into(), json!(name));
    topic.insert("title".into(), json!("T"));
    topic.extend(around.stage.map(|stage| ("stage".to_owned(), json!(stage))));
    weight(random, &mut topic);
    let style = random.between(0, 9);
    let (lookup, staged) = (style == 0, style == 1);
    let count = random.between(1, if lookup { 3 } else { 6 });
    let from = questions.len();
    let area = name.split("-t").next().unwrap_or_default().to_owned();
    let mut indicators: Vec<Json> = (1..=count)
        .map(|number| {
            let kind = if lookup { random.pick(&["ladder", "presence", "coverage"]) } else { random.pick(&KINDS) };
            // A question may be called like what every JavaScript object has.
            let id = if questions.len() == 2 { String::from("valueof") } else { format!("{name}-q{number}") };
            let stage = staged.then(|| number.div_ceil(2));
            let (area, topic) = (area.clone(), name.clone());
            let question = Question { id, area, topic, kind, levels: around.levels, words: Vec::new(), statements: Vec::new(), several: false, critical: false };
            indicator(random, question, stage, questions)
        })
        .collect();
    let own = &questions[from..];
    let ids: Vec<String> = own.iter().map(|question| question.id.clone()).collect();
    if lookup {
        topic.insert("rule".into(), json!("lookup"));
        topic.insert("lookup".into(), table(random, own));
    } else if staged {
        topic.insert("rule".into(), json!("staged"));
        met(random, &mut topic);
    } else {
        rule(random, &mut topic);
    }
    alike(&topic, around.rule, &mut indicators);
    rounding(random, &mut topic);
    modifiers(random, &mut topic, &ids, own);
    topic.insert("indicators".into(), Json::Array(indicators));
    Json::Object(topic)
}

fn scored(kind: &str) -> bool {
    !matches!(kind, "text" | "date" | "count")
}

fn table(random: &mut Random, questions: &[Question]) -> Json {
    let mut rows: Vec<(Vec<String>, String)> = Vec::new();
    for _ in 0..random.between(1, 12) {
        let answers: Vec<String> =
            questions.iter().map(|question| if random.chance(1, 6) { String::from("n/a") } else { random.pick(&question.words).clone() }).collect();
        if rows.iter().all(|(known, _)| *known != answers) {
            rows.push((answers, random.decimal(100)));
        }
    }
    let rows: Vec<Json> = rows.into_iter().map(|(answers, score)| json!({"answers": answers, "score": score})).collect();
    json!({"rows": rows, "default": random.decimal(100)})
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn indicator(random: &mut Random, mut question: Question, stage: Option<u64>, questions: &mut Vec<Question>) -> Json {
    let mut object = Map::new();
    object.insert("id".into(), json!(question.id));
    object.insert("kind".into(), json!(question.kind));
    object.insert("question".into(), json!("Q"));
    object.extend(stage.map(|stage| ("stage".to_owned(), json!(stage))));
    if scored(question.kind) {
        weight(random, &mut object);
    }
    question.critical = scored(question.kind) && random.chance(1, 4);
    if question.critical {
        object.insert("critical".into(), json!(true));
    }
    match question.kind {
        "ladder" => {
            question.words = (1..=question.levels).map(|level| level.to_string()).collect();
            object.insert("levels".into(), json!(vec!["L"; usize::try_from(question.levels).expect("small")]));
        }
        "presence" => question.words = words(&["no", "partial", "yes"]),
        "coverage" => question.words = words(&["none", "some", "half", "most"]),
        "gated" => {
            let statements: Vec<Vec<String>> = (1..=question.levels)
                .map(|level| (1..=random.between(1, 3)).map(|number| format!("{}-{level}-{number}", question.id)).collect())
                .collect();
            question.statements = statements.concat();
            let written: Vec<Vec<Json>> = statements.iter().map(|level| level.iter().map(|id| json!({"id": id, "text": "S"})).collect()).collect();
            object.insert("attributes".into(), json!(written));
        }
        "points" => {
            question.several = random.chance(1, 2);
            let names = ["no", "one", "two", "valueof", "four", "five"];
            let count = usize::try_from(random.between(2, 6)).expect("small");
            question.words = words(&names[6 - count..]);
            let choices: Vec<Json> = question.words.iter().enumerate().map(|(at, id)| json!({"id": id, "label": "C", "points": if at == 1 { String::from("3") } else { random.decimal(10) }})).collect();
            object.insert("choices".into(), json!(choices));
            object.insert("several".into(), json!(question.several));
        }
        "number" => {
            let low = random.between(0, 50);
            let better = random.pick(&["higher", "lower"]);
            object.insert("goalposts".into(), json!({"low": format!("{low}.5"), "high": low + random.between(1, 97), "better": better}));
        }
        _ => {}
    }
    if !questions.is_empty() && random.chance(2, 5) {
        object.insert("when".into(), json!(truth(random, questions, 3)));
    }
    questions.push(question);
    Json::Object(object)
}

/// A condition that is true or false, over earlier questions.
fn truth(random: &mut Random, questions: &[Question], depth: u64) -> String {
    if depth > 0 {
        let lower = depth - 1;
        match random.between(0, 9) {
            0 => return format!("({} and {})", truth(random, questions, lower), truth(random, questions, lower)),
            1 => return format!("({} or {})", truth(random, questions, lower), truth(random, questions, lower)),
            2 => return format!("not({})", truth(random, questions, lower)),
            3 => return format!("if({}, {}, {})", truth(random, questions, lower), truth(random, questions, lower), truth(random, questions, lower)),
            4 => return format!("coalesce({}, {})", truth(random, questions, lower), truth(random, questions, lower)),
            _ => {}
        }
    }
    let question = random.pick(questions).clone();
    let id = &question.id;
    match question.kind {
        _ if random.chance(1, 6) => format!("answered(${{{id}}})"),
        _ if random.chance(1, 8) => String::from(*random.pick(&["true()", "false()", "'a' = 'a'", "1 != 2"])),
        "points" if question.several && random.chance(1, 2) => format!("selected(${{{id}}}, '{}')", random.pick(&question.words)),
        "points" if question.several => format!("count-selected(${{{id}}}) {} {}", random.pick(&[">", "<=", "="]), random.between(0, 3)),
        "presence" | "coverage" | "points" => {
            let word = random.pick(&question.words).clone();
            match random.between(0, 2) {
                0 => format!("selected(${{{id}}}, '{word}')"),
                1 => format!("${{{id}}} = '{word}'"),
                _ => format!("coalesce(${{{id}}}, '{word}') != '{word}'"),
            }
        }
        "text" | "date" => format!("${{{id}}} {} 'a'", random.pick(&["=", "!="])),
        _ => {
            let operator = *random.pick(&["<", "<=", ">", ">=", "=", "!="]);
            format!("{} {operator} {}", figure(random, questions, 2), figure(random, questions, 2))
        }
    }
}

/// A figure over earlier questions.
fn figure(random: &mut Random, questions: &[Question], depth: u64) -> String {
    if depth > 0 && random.chance(3, 5) {
        let lower = depth - 1;
        let mut of = || figure(random, questions, lower);
        let (one, two) = (of(), of());
        return match random.between(0, 12) {
            0 => format!("({one} + {two})"),
            1 => format!("({one} - {two})"),
            2 => format!("({one} * {two})"),
            3 => format!("({one} div {two})"),
            4 => format!("({one} mod {two})"),
            5 => format!("round({one})"),
            6 => format!("round({one}, {})", random.between(0, 4)),
            7 => format!("min({one}, {two})"),
            8 => format!("max({one}, {two})"),
            9 => format!("sum({one}, {two})"),
            10 => format!("mean({one}, {two})"),
            11 => format!("count({one}, {two})"),
            _ => format!("(-{one})"),
        };
    }
    let figures: Vec<&Question> = questions.iter().filter(|question| matches!(question.kind, "ladder" | "gated" | "number" | "count")).collect();
    if figures.is_empty() || random.chance(1, 3) {
        // Never a bare number: a ladder is compared with its levels only.
        return format!("(0 + {})", random.decimal(6));
    }
    let mut text = String::new();
    _ = write!(text, "${{{}}}", random.pick(&figures).id);
    text
}

/// What goes around the answers of a file.
pub(super) struct Head {
    pub(super) code: String,
    /// Whether some answers are anything at all.
    pub(super) junk: bool,
}

/// A random answer file.
pub(super) fn answers(random: &mut Random, files: &Files, head: &Head) -> Json {
    let mut answers = Map::new();
    let fill = random.between(2, 10);
    for question in &files.questions {
        if random.chance(fill, 10) {
            let answer = if head.junk && random.chance(1, 3) { junk(random, question) } else { answer(random, question) };
            answers.insert(question.id.clone(), answer);
        }
    }
    if head.junk {
        answers.insert(String::from("nowhere"), json!(1));
        answers.insert(String::from("overall"), json!(1));
    }
    let mut file = Map::new();
    file.insert("framework".into(), json!("f"));
    // Answers to another version may be anything: what does not fit is left out.
    file.insert("framework_version".into(), json!(if head.junk { "0" } else { "1" }));
    file.insert("unit".into(), json!("place"));
    file.insert("round".into(), json!("2026-1"));
    let mut respondent = Map::new();
    respondent.insert("code".into(), json!(head.code));
    if random.chance(1, 2) {
        respondent.insert("weight".into(), json!(random.pick(&["2", "0.5", "3", "1000", "0.333"])));
    }
    if random.chance(1, 2) {
        let owns = [files.domains[0].0, "overall", "border-t1", &random.pick(&files.questions).id].map(String::from);
        respondent.insert("owns".into(), json!([random.pick(&owns)]));
    }
    file.insert("respondent".into(), Json::Object(respondent));
    if head.junk && random.chance(1, 3) {
        let asked: Vec<&str> = files.domains.iter().map(|(area, _)| *area).filter(|_| random.chance(2, 3)).collect();
        file.insert("asked".into(), json!(asked));
    }
    if head.junk && random.chance(1, 3) {
        file.insert("questionnaire".into(), json!("q"));
    }
    file.insert("answers".into(), Json::Object(answers));
    Json::Object(file)
}

fn answer(random: &mut Random, question: &Question) -> Json {
    let short = match random.between(0, 11) {
        0 => json!("unknown"),
        1 => json!("blank"),
        2 => return json!({"state": "not_applicable", "reason": "R"}),
        3 if !matches!(question.kind, "ladder" | "number" | "text" | "date" | "count") => return json!({"state": "no"}),
        4 => return json!({"state": random.pick(&["unknown", "blank", "skipped"]), "note": "N"}),
        _ => value(random, question),
    };
    if random.chance(1, 3) && short != json!("blank") {
        let mut long = Map::new();
        if random.chance(1, 3) && short != json!("unknown") {
            long.insert("state".into(), json!(random.pick(&["answered", "skipped"])));
        }
        long.insert("value".into(), short);
        long.insert("confidence".into(), json!("low"));
        if random.chance(1, 2) {
            long.insert("evidence".into(), json!([{"grade": "document", "name": "E"}]));
        }
        if let Some(target) = target(random, question) {
            let mut aim = Map::new();
            aim.insert("value".into(), target);
            if random.chance(1, 2) {
                aim.insert("by".into(), json!(format!("20{}-0{}-15", random.between(26, 29), random.between(1, 9))));
            }
            long.insert("target".into(), Json::Object(aim));
        }
        return Json::Object(long);
    }
    short
}

fn value(random: &mut Random, question: &Question) -> Json {
    match question.kind {
        "ladder" => {
            let level = random.between(1, question.levels);
            if random.chance(1, 4) { json!(level.to_string()) } else { json!(level) }
        }
        "presence" | "coverage" => json!(random.pick(&question.words)),
        "gated" => {
            // Mostly a few levels that hold, so that all of them are reached at times.
            let holds = random.between(0, question.statements.len() as u64 + 1);
            let entries = question.statements.iter().zip(0u64..).filter_map(|(id, at)| {
                let tick = if at < holds { random.pick(&["yes", "yes", "yes", "yes", "yes", "unknown", ""]) } else { random.pick(&["yes", "partial", "no", "unknown", "", "blank"]) };
                (!tick.is_empty()).then(|| (id.clone(), json!(tick)))
            });
            let ticks: Map<String, Json> = entries.collect();
            Json::Object(ticks)
        }
        "points" if question.several && random.chance(3, 4) => {
            let mut chosen: Vec<&String> = question.words.iter().filter(|_| random.chance(1, 2)).collect();
            random.shuffle(&mut chosen);
            json!(chosen)
        }
        "points" => json!(random.pick(&question.words)),
        "number" => {
            let sign = if random.chance(1, 8) { "-" } else { "" };
            let text = format!("{sign}{}", random.decimal(160));
            match text.parse::<i64>() {
                Ok(number) if random.chance(1, 2) => json!(number),
                _ => json!(text),
            }
        }
        "count" => json!(random.between(0, 1000)),
        "date" => json!(format!("2026-{:02}-{:02}", random.between(1, 12), random.between(1, 28))),
        _ => json!(random.pick(&["a", "b", "", " a", "ñ", "__proto__"])),
    }
}

fn target(random: &mut Random, question: &Question) -> Option<Json> {
    match question.kind {
        "ladder" | "presence" | "coverage" => Some(value(random, question)),
        "gated" => Some(json!(random.between(0, question.levels))),
        "points" | "number" => Some(json!(random.decimal(150))),
        _ => None,
    }
}

/// Anything that a file may hold for a question.
fn junk(random: &mut Random, question: &Question) -> Json {
    let other = ["no", "yes", "most", "3", "0", "+1", "01", "-1", "2.5", "1e3", "99", "not_applicable", "answered", "", " ", "2026-02-30", "2024-02-29", "null", "__proto__", "constructor", "one"];
    let scalar = |random: &mut Random| match random.between(0, 5) {
        0 => json!(random.between(0, 9)),
        1 => json!(true),
        2 => Json::Null,
        _ => json!(random.pick(&other)),
    };
    match random.between(0, 9) {
        0..=3 => scalar(random),
        4 => json!([scalar(random), random.pick(&other)]),
        5 => json!({}),
        6 => json!({random.pick(&["valueof", "state", "x", "__proto__"]).to_owned(): scalar(random)}),
        7 => {
            let mut long = Map::new();
            for key in ["state", "value", "reason", "note", "confidence", "evidence", "target"] {
                if random.chance(1, 2) {
                    let inner = match (key, random.chance(1, 2)) {
                        ("state", true) => json!(random.pick(&["answered", "no", "unknown", "not_applicable", "skipped", "blank"])),
                        ("value", true) => value(random, question),
                        ("confidence", true) => json!("high"),
                        ("evidence", true) => json!([{"grade": "document", "date": random.pick(&["2026-01-01", "2026-13-01"])}]),
                        ("target", true) => json!({"value": target(random, question).unwrap_or(json!(1)), "by": random.pick(&["2026-01-01", "2026-1-1"])}),
                        _ => scalar(random),
                    };
                    long.insert(key.into(), inner);
                }
            }
            Json::Object(long)
        }
        8 => {
            let mut ticks: Map<String, Json> = question.statements.iter().map(|id| (id.clone(), json!("yes"))).collect();
            ticks.insert(String::from("note"), scalar(random));
            Json::Object(ticks)
        }
        _ => json!([random.pick(&["one", "two", "five"]), "two"]),
    }
}
