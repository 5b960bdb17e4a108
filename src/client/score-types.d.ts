/**
 * What the scoring scripts take and give: the contract between `RumboScore`, the form and the consolidation page.
 *
 * Results are those of the Rust engine, key for key and text for text: a number is its exact canonical text, a plain
 * decimal (`"76.5"`) or a fraction in lowest terms (`"230/3"`), never a binary float. Types only; nothing runs here.
 */

/** A plain decimal or `n/d` in lowest terms. */
type ExactText = string;

/** What became of a question or group; the first six are the states of answers. */
type ScoreState =
  | "answered" | "no" | "unknown" | "not_applicable" | "skipped" | "blank"
  | "not_asked" | "unscored" | "scored" | "insufficient";

/** A scalar as an answer file holds it. A figure with more than 15 digits is kept as text, so that nothing is lost. */
type AnswerScalar = string | number | boolean;

/** An answer's value: a level from 1, a word, a choice or list of choices, a figure, a text, or statements by id. */
type AnswerValue = AnswerScalar | AnswerScalar[] | { [statement: string]: AnswerScalar | null } | null;

/** An answer in its long form; every key may be left out. */
interface LongAnswer {
  state?: "answered" | "no" | "unknown" | "not_applicable" | "skipped" | "blank" | null;
  value?: AnswerValue;
  reason?: string | null;
  note?: string | null;
  confidence?: "low" | "medium" | "high" | null;
  evidence?: { grade: "document" | "observation" | "statement"; name?: string | null; date?: string | null }[] | null;
  target?: { value: AnswerValue; by?: string | null; reason?: string | null } | null;
}

/** What an answer file holds for a question. What does not fit its question is left out and named in `unfit`. */
type WrittenAnswer = AnswerValue | LongAnswer;

/** Answers by the id of their question; an object without a prototype, or one from `JSON.parse`. */
interface WrittenAnswers {
  [question: string]: WrittenAnswer;
}

/** What is scored. */
interface ScoreSheet {
  answers: WrittenAnswers;
  /** Ids of areas, topics or questions that were asked; `null` for all. */
  asked: string[] | null;
  /** Where `combine` made the sheet: what cannot be written as answers. Never from a file. */
  inside?: any;
}

/** A file of answers, as `*.answers.json` holds it. Keys that scoring does not read may be there too. */
interface AnswerFile {
  framework: string;
  framework_version: string;
  framework_hash?: string | null;
  questionnaire?: string | null;
  unit: string;
  round: string;
  date?: string | null;
  respondent: { code: string; name?: string | null; institution?: string | null; role?: string | null; weight?: AnswerScalar | null; owns?: string[] | null };
  visibility?: "internal" | "public" | null;
  publish?: string[] | null;
  /** Ids of areas. */
  asked?: string[] | null;
  answers: WrittenAnswers;
}

/** Why an answer, or its target, does not fit its question and is left out. */
type Unfit =
  | "question" // there is no such question
  | "not_asked" // it was not asked
  | "shape" // a list or mapping where a single value belongs, or the other way round
  | "value" // no such level, word or choice, or no plain number or date
  | "twice" // a choice stands twice
  | "statement" // there is no such statement, or no such answer to one
  | "state" // no such state, or a state that does not go with the value or the question
  | "reason" // not applicable without a reason; it still counts as not applicable
  | "target"; // the target does not fit

/** How many scored questions are in which state, at or below a node. */
interface StateCounts {
  answered: number;
  no: number;
  unknown: number;
  blank: number;
  not_applicable: number;
  skipped: number;
  not_asked: number;
  /** Of those with a value or "there is none": how many name evidence. */
  evidenced: number;
}

/** The result of one node; `NodeScore` of the Rust engine. All scores are per cent from 0 to 100. */
interface NodeResult {
  state: ScoreState;
  /** The number to show, rounded by the node's method; `null` where none may be shown. */
  score: ExactText | null;
  /** As parents take it; also there where too little was answered for a number to be shown. */
  exact: ExactText | null;
  /** The score with everything unknown or blank at its lowest. */
  low: ExactText | null;
  /** The score with everything unknown or blank at its highest. */
  high: ExactText | null;
  /** Per cent of the applicable weight that was answered. */
  completeness: ExactText;
  counts: StateCounts;
  /** Whether something unknown counts in it as its lowest. */
  asterisk: boolean;
  /** Under `min_plus`: whether another child is higher than the lowest. */
  plus: boolean;
  /** Question with levels: the level as the question counts (ladder from 1, others from 0). */
  level: number | null;
  /** The band of the score, as a place in the framework's bands. */
  band: number | null;
  /** Group: its lowest child. */
  minimum: { node: number; score: ExactText } | null;
  /** Group: what changed the rule's figure. */
  adjustment: "capped" | "raised" | "zeroed" | null;
  /** Where points are added up. */
  points: { had: ExactText; of: ExactText } | null;
}

type Urgency = "none" | "low" | "medium" | "high";

/** The gap of one question; `Gap` of the Rust engine. */
interface GapResult {
  /** The question's number. */
  question: number;
  /** Its node. */
  node: number;
  state: ScoreState;
  /** Where it stands: a level as the question counts; for points and figures the share of 1. */
  current: ExactText;
  target: ExactText;
  /** Whether the target was set, rather than being one level up. */
  set: boolean;
  /** By when. */
  by: string | null;
  /** `max(0, target − current)`. */
  gap: ExactText;
  /** The largest gap it can have. */
  most: ExactText;
  /** What the priority is made of: the gap where a target was set, else the way to the highest level. */
  distance: ExactText;
  /** Critical, and in the lower half of its scale: any gap is highly urgent. */
  danger: boolean;
  /** Its weight over all, divided by the largest. */
  weight: ExactText;
  /** From 0 to 1. */
  priority: ExactText;
  urgency: Urgency;
}

interface ScoreResults {
  /** One for each node of the compiled framework, in its order: children first, the whole last. */
  nodes: NodeResult[];
  /** One for each question that counts and has levels or a target, in the framework's order. */
  gaps: GapResult[];
  /** The place in `nodes` of each id; an object without a prototype. */
  byId: { [id: string]: number };
  /** Answers that were left out, and why, by question id; an object without a prototype. */
  unfit: { [question: string]: Unfit };
}

/** A child as it enters its parent's rule. */
interface TraceInput {
  id: string;
  state: ScoreState;
  weight: ExactText;
  /** Its share of all weights that take part, in per cent; `null` if it does not take part. */
  share: ExactText | null;
  score: ExactText | null;
  level: number | null;
}

/** Why a number is what it is; `Trace` of the Rust engine. */
interface ScoreTrace {
  id: string;
  state: ScoreState;
  /** Group: the rule. Question: its kind. */
  rule: string;
  /** What the rule needs besides the inputs: `met`, the table's default. */
  parameter: ExactText | null;
  inputs: TraceInput[];
  level: number | null;
  /** `[below, to]` of a cap, whether or not it holds. */
  cap: [ExactText, ExactText] | null;
  adjustment: "capped" | "raised" | "zeroed" | null;
  exact: ExactText | null;
  low: ExactText | null;
  high: ExactText | null;
  completeness: ExactText;
  threshold: ExactText;
  /** `at`, decimal places, mode. */
  rounding: ["each" | "final", number, "half_up" | "half_even" | "floor"];
  score: ExactText | null;
}

/** How far respondents agree on a question; `Agreement` of the Rust engine. */
interface AgreementResult {
  /** The question's number. */
  question: number;
  /** The lowest answer: a level as the question counts, or per cent where it has none; `null` if nobody answered. */
  lowest: ExactText | null;
  highest: ExactText | null;
  /** `1 − (max − min) / span`, 0 to 1. */
  agreement: ExactText | null;
  /** Why to talk about it: two levels or more apart; only some say that it does not apply; nobody responsible answered. */
  discuss: "apart" | "applies" | "no_owner" | null;
  /** Whether the facilitator wrote down what was agreed. */
  agreed: boolean;
}

/** A question to talk about, with what each respondent said. */
interface AgendaItem extends AgreementResult {
  /** The question's id. */
  id: string;
  /** Each respondent who was asked, by code; the facilitator is none. */
  said: { code: string; state: ScoreState; level: number | null; answer: WrittenAnswer | undefined }[];
}

/** Several respondents, one result. */
interface CombinedResults extends ScoreResults {
  /** The combined answers, as a file would hold them; of a mean, the answer in the middle. */
  answers: WrittenAnswers;
  /** What was scored, also for traces. */
  sheet: ScoreSheet;
  /** Ids of the questions that at least one respondent was asked; `null` if that is all of them. */
  asked: string[] | null;
  /** For each question that two or more have something to say on. */
  agreement: AgreementResult[];
  /** Those of them to talk about. */
  agenda: AgendaItem[];
  /** Codes of the respondents that were joined, sorted. */
  respondents: string[];
  /** Codes under which two files say different things, sorted: neither of them is joined. */
  conflicts: string[];
}

/** A framework made ready; its inside is nobody else's. */
interface ScoreFramework {
  /** Its id. */
  id: string;
  version: string;
  /** Ids of the bands, by rising lower bound. */
  bands: string[];
  /** Ids of the questions, in order. */
  questions: string[];
  /** The place of each node by its id; an object without a prototype. */
  byId: { [id: string]: number };
  inside: any;
}

/** The scoring engine of pages. No page, no storage, no clock. */
interface RumboScoreApi {
  /**
   * Makes a compiled framework ready, as `Compiled::to_json` writes it.
   * @throws if it is none
   */
  read(compiled: any): ScoreFramework;
  /** The results of a sheet. */
  results(framework: ScoreFramework, sheet: ScoreSheet): ScoreResults;
  /** The trace of one node; `null` if there is no such node. */
  trace(framework: ScoreFramework, sheet: ScoreSheet, id: string): ScoreTrace | null;
  /** The traces of all nodes, in the framework's order. */
  traces(framework: ScoreFramework, sheet: ScoreSheet): ScoreTrace[];
  /** For each question, whether it is asked and its condition holds; an object without a prototype. */
  shown(framework: ScoreFramework, sheet: ScoreSheet): { [question: string]: boolean };
  /** Why an answer does not fit its question; `null` if it does. */
  unfit(framework: ScoreFramework, question: string, answer: WrittenAnswer): Unfit | null;
  /**
   * The state and level of an answer by itself, whatever its condition says; `blank` if it does not fit. The same is what
   * counts when respondents are joined.
   */
  look(framework: ScoreFramework, question: string, answer: WrittenAnswer | undefined): { state: ScoreState; level: number | null };
  /**
   * Joins the answer files of one place and assessment. The order of the files does not matter, and a file that is given
   * twice counts once. `questionnaires` has the ids of the questions of each questionnaire that a file may name.
   */
  combine(framework: ScoreFramework, files: AnswerFile[], questionnaires?: { [id: string]: string[] }): CombinedResults;
  /** What to do first: the gaps of what is known, the most urgent first. */
  first(gaps: GapResult[]): GapResult[];
  /** A number rounded half up, with exactly so many decimals and a point: `fixed("230/3", 1)` is `"76.7"`. */
  fixed(number: ExactText, places: number): string;
  /** Compares two numbers: below 0, 0, or above 0. */
  compare(a: ExactText, b: ExactText): number;
  /** The nearest binary float, for the length of a bar; never for a score. */
  approximate(number: ExactText): number;
}

declare const RumboScore: RumboScoreApi;

interface Window {
  RumboScore: RumboScoreApi;
}
