/**
 * What the parts of the self-assessment form hand to each other. Types only; nothing runs here.
 */

/** A piece of evidence. Empty texts stand for what was not said. */
interface FormEvidence {
  grade: string;
  name: string;
  date: string;
  responsible: string;
}

/** What is to be reached: a level or word as the question's options have it, or a figure. */
interface FormTarget {
  value: string;
  by: string;
  reason: string;
}

/** What was said about one question; texts that were not said are empty. */
interface FormEntry {
  state: "" | "answered" | "no" | "unknown" | "not_applicable";
  /** A word or level as text; for several choices their ids; for statements their answers by id. */
  value: any;
  reason: string;
  note: string;
  confidence: string;
  evidence: FormEvidence[];
  target: FormTarget | null;
}

/** A question of the form, with its place in the page. */
interface FormQuestion {
  id: string;
  /** Its number in the form, from 1. */
  number: number;
  kind: string;
  /** Ids of its area and topic. */
  area: string;
  topic: string;
  title: string;
  /** What can be chosen: value and words. */
  options: { value: string; text: string }[];
  /** Statements of a gated question. */
  statements: { id: string; text: string }[];
  several: boolean;
  /** How many levels it has; 0 if it has none. */
  levels: number;
  /** Its node in the compiled framework. */
  node: any;
  element: HTMLFieldSetElement;
}

/** An action of the library. One that only comes before others has no more than its title. */
interface FormAction {
  title: string;
  summary?: string;
  lead?: string;
  partners?: string;
  /** The activity of the plan that it belongs to. */
  activity?: string;
  /** What it lifts: a question, and the levels between which it leads. */
  steps?: [string, number, number][];
  sops?: string[];
  practices?: string[];
  after?: string[];
}

/** What stands in the page for the script, made ready. */
interface FormData {
  framework: any;
  hash: string;
  title: string;
  levels: number;
  bands: { letter: string | null; label: string }[];
  names: { [id: string]: string };
  questionnaire: string;
  questionnaire_title: string;
  lang: string;
  alone: boolean;
  /** The page that joins the answers of several people, where there is one beside this page. */
  workshop?: string;
  help: { [question: string]: { sops: string[]; practices: string[] } };
  sops: { [id: string]: { title: string; href?: string; steps: string[] } };
  practices: { [id: string]: { title: string; href?: string } };
  activities: { [id: string]: { title: string; href?: string } };
  actions: { [id: string]: FormAction };
  units: [string, string][];
  words: { [key: string]: any };
  questions: FormQuestion[];
  byId: Map<string, FormQuestion>;
  areas: string[];
}

/** Why something that was in a file is not in the form. */
interface FormUnfit {
  id: string;
  title: string;
  why: string;
  answer: any;
}

/** One set of answers on this computer. */
interface FormDraft {
  id: string;
  meta: { [key: string]: string };
  /** Areas that are answered here; `null` for all. */
  asked: string[] | null;
  answers: { [question: string]: FormEntry };
  /** What no longer fits, as it came. */
  unfit: { [question: string]: any };
  /** Keys of the file that the form does not ask for. */
  rest: { [key: string]: any };
  where: { step: string; question: string };
  /** Milliseconds of the last change and of the last file; 0 for never. */
  changed: number;
  filed: number;
  rev: number;
}
