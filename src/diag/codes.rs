//! Every kind of fault, with the text that `rumbo explain CODE` prints.

macro_rules! codes {
    ($( $variant:ident $name:literal { what: $what:literal, why: $why:literal, fix: $fix:literal } )*) => {
        /// The kind of a fault. Its name never changes once released; scripts may rely on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $( #[doc = $what] $variant, )*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),*];

            /// The stable name, as printed between brackets.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name ),* }
            }

            /// What was found, why it matters, what to do.
            #[must_use]
            pub fn explanation(self) -> [&'static str; 3] {
                match self { $( Self::$variant => [$what, $why, $fix] ),* }
            }
        }
    };
}

codes! {
    // Reading files
    UnreadableFile "unreadable-file" {
        what: "A file or folder could not be read.",
        why: "What is in it would be missing from the site.",
        fix: "Check that it exists and that you may read it; on a stick, check that it is plugged in." }
    NotUtf8 "not-utf8" {
        what: "A text file is not UTF-8.",
        why: "Accents would come out wrong.",
        fix: "Save the file again as UTF-8; most editors offer it under \"Save as\"." }
    FileTooLarge "file-too-large" {
        what: "A text file is larger than 8 MiB.",
        why: "No questionnaire or procedure is that long; it is probably another kind of file.",
        fix: "Move it out of the content folders or split it." }
    EmptyFile "empty-file" {
        what: "A file holds nothing.",
        why: "An empty file says nothing, and is often the trace of a save that failed.",
        fix: "Fill it in, restore it from a copy, or delete it." }
    LinkLoop "link-loop" {
        what: "A symbolic link leads back to a folder that contains it.",
        why: "Following it would never end.",
        fix: "Remove the link." }
    MisplacedFile "misplaced-file" {
        what: "A file stands where no kind of content belongs.",
        why: "It would silently not be published.",
        fix: "Move it to the folder of its kind; the README lists the folders." }
    MissingConfiguration "missing-configuration" {
        what: "The folder has no `rumbo.yaml`.",
        why: "That file says which languages, areas and outcomes the site has, and marks the folder as a site.",
        fix: "Name the site's folder, or make a new site with `rumbo new site FOLDER`." }
    // YAML
    YamlSyntax "yaml-syntax" {
        what: "The text is not valid YAML.",
        why: "The rest of the file cannot be understood.",
        fix: "Look at the marked place: a tab, a missing quote or a colon inside plain text are the usual causes." }
    YamlFeature "yaml-feature" {
        what: "The file uses anchors, aliases, tags or several documents.",
        why: "They can make a small file unfold into an enormous one, and hide where a value comes from.",
        fix: "Write the value out." }
    TooDeep "too-deep" {
        what: "A file nests too deeply or holds too many values.",
        why: "It would need more memory than a real document ever does.",
        fix: "Split the file, or look for a mistake in indentation." }
    DuplicateKey "duplicate-key" {
        what: "A key stands twice in the same mapping.",
        why: "One of the two values would be lost in silence.",
        fix: "Keep one of them." }
    UnknownKey "unknown-key" {
        what: "A key is not known here.",
        why: "A mistyped key would be ignored in silence.",
        fix: "Correct the name; `rumbo schema KIND` lists the keys of a kind." }
    MissingKey "missing-key" {
        what: "A required key is missing.",
        why: "The entry cannot be understood without it.",
        fix: "Add the key; `rumbo new KIND` shows an example of each." }
    WrongType "wrong-type" {
        what: "A value is of another type than expected.",
        why: "It cannot be used as it stands.",
        fix: "Write it as the message says." }
    BadValue "bad-value" {
        what: "A value is not one of those allowed, or out of range.",
        why: "It cannot be used as it stands.",
        fix: "Use one of the values that the message names." }
    BadId "bad-id" {
        what: "An id has other characters than small letters, digits and hyphens, or is too long.",
        why: "Ids become file names on memory sticks and anchors in pages.",
        fix: "Use `a-z`, `0-9` and `-`, beginning with a letter, at most 48 characters." }
    BadDate "bad-date" {
        what: "A date does not exist or is written otherwise than `2026-03-12`.",
        why: "Dates in other orders are read differently from country to country.",
        fix: "Write year-month-day, four, two and two digits." }
    BadAmount "bad-amount" {
        what: "An amount of money is not a plain integer.",
        why: "`180.572` is a hundred and eighty in one country and a hundred and eighty thousand in another.",
        fix: "Write digits only: `180572`." }
    BadNumber "bad-number" {
        what: "A number is not a plain decimal number.",
        why: "Grouped or localised numbers are read differently from country to country.",
        fix: "Write digits, with a decimal point where needed: `1234.5`." }
    UnknownLanguage "unknown-language" {
        what: "A text or file is in a language that the site does not list.",
        why: "Nobody would ever see it.",
        fix: "Add the language to `languages` in `rumbo.yaml`, or correct the code." }
    MissingUiStrings "missing-ui-strings" {
        what: "The theme has no table of interface words for a language of the site, or the table lacks entries.",
        why: "Buttons and headings would be in another language than the page.",
        fix: "Add `themes/<theme>/strings/<language>.yaml`; copy the English one and translate it." }
    // Identity and references
    DuplicateId "duplicate-id" {
        what: "Two entries of the same kind have the same id.",
        why: "A link to that id could mean either.",
        fix: "Rename one of them." }
    MissingReference "missing-reference" {
        what: "A reference names something that does not exist.",
        why: "The page would have a hole or a dead link.",
        fix: "Correct the name, or add what it names." }
    UnknownArea "unknown-area" {
        what: "An area is not one of those in `rumbo.yaml`.",
        why: "The entry would appear on no area's page.",
        fix: "Use an id of the `areas` list." }
    UnknownCountry "unknown-country" {
        what: "A country code is not in `content/countries.yaml`.",
        why: "The entry would appear on no country's page.",
        fix: "Use a two-letter code of that list, or add the country." }
    MissingTranslationBase "missing-translation-base" {
        what: "A translation has no file in the site's default language.",
        why: "The facts shared by the languages stand only there.",
        fix: "Add the default language's file, or correct the file name." }
    SharedFactInTranslation "shared-fact-in-translation" {
        what: "A translation repeats a fact that belongs to all languages.",
        why: "Two copies of a fact end up different.",
        fix: "Keep it in the default language's file only." }
    // Prose
    RawHtml "raw-html" {
        what: "Prose contains HTML.",
        why: "Content may not bring markup of its own: it would also be lost in print and in search.",
        fix: "Use Markdown, or write `\\<` for a literal less-than sign." }
    BadLink "bad-link" {
        what: "A link's address is of a kind that is not allowed.",
        why: "Only entries of this site, headings, files and ordinary addresses can be followed safely.",
        fix: "Link to `kind/id`, `#heading`, `files/…`, or an http, https, mailto or tel address." }
    BrokenLink "broken-link" {
        what: "A link leads to an entry, heading or file that does not exist.",
        why: "The reader would end on nothing.",
        fix: "Correct the address, or add what it leads to." }
    UnknownRole "unknown-role" {
        what: "A section's role is not one of the known ones.",
        why: "Roles tell the printed forms and pocket versions which section is which.",
        fix: "Use one of the roles that the message names." }
    MissingSection "missing-section" {
        what: "A procedure or practice lacks a section.",
        why: "A reader looks for the steps of a procedure first.",
        fix: "Add a heading with that role, for example `## Steps {.steps}`." }
    HeadingLevel "heading-level" {
        what: "A heading is of level 1 or skips a level.",
        why: "The title is the only heading of level 1, and screen readers navigate by levels.",
        fix: "Begin with `##` and go down one level at a time." }
    DuplicateAnchor "duplicate-anchor" {
        what: "Two headings of a page have the same id.",
        why: "A link to it could mean either.",
        fix: "Give one of them another id: `## Heading {#other-id}`." }
    MissingAltText "missing-alt-text" {
        what: "An image has no text for those who cannot see it.",
        why: "A screen reader would say nothing.",
        fix: "Write it between the brackets: `![what the picture shows](files/…)`." }
    BadComputation "bad-computation" {
        what: "A computed sentence between `{{` and `}}` cannot be evaluated.",
        why: "The page would show nothing, or something wrong.",
        fix: "Correct the expression; the README lists what may be used in it." }
    // Frameworks and answers
    BadLevels "bad-levels" {
        what: "The levels of a question do not fit the framework's scale.",
        why: "Its score would not be comparable.",
        fix: "Describe as many levels as the framework says, lowest first." }
    MissingReason "missing-reason" {
        what: "A choice that needs a reason has none.",
        why: "Somebody will ask why.",
        fix: "Add the reason." }
    BadCondition "bad-condition" {
        what: "A `when:` condition cannot be understood.",
        why: "The question would be shown or hidden at random.",
        fix: "Write it as in XLSForm: `${question} >= 2 and ${other} = 'yes'`." }
    CyclicCondition "cyclic-condition" {
        what: "A condition refers to the question itself or to a later one.",
        why: "It could not be decided while somebody fills in the form from top to bottom.",
        fix: "Refer to earlier questions only, or move the question." }
    BadRule "bad-rule" {
        what: "A scoring rule, its rounding or its weights are contradictory or impossible.",
        why: "The score would be wrong.",
        fix: "Change it as the message says." }
    BadEdition "bad-edition" {
        what: "An edition of a framework contradicts itself or its base, or an entry of it changes nothing.",
        why: "Its results could not be told in terms of the base, or its page would list a difference that is none.",
        fix: "Change the entry as the message says." }
    BadCrosswalk "bad-crosswalk" {
        what: "A crosswalk between two versions of a framework contradicts itself or the framework.",
        why: "Answers of an earlier assessment would stand for questions that nobody asked then.",
        fix: "Change the row as the message says." }
    BadBands "bad-bands" {
        what: "The bands do not begin at 0 or do not rise.",
        why: "Some scores would have no band, or two.",
        fix: "List the bands by rising lower bound, the first from 0." }
    BadAnswer "bad-answer" {
        what: "An answer does not fit its question.",
        why: "It cannot be scored.",
        fix: "Use one of the values that the message names." }
    NotAsked "not-asked" {
        what: "There is an answer in an area that the file says was not asked.",
        why: "Either the answer or the list is wrong.",
        fix: "Add the area to `asked`, or remove the answer." }
    BadTable "bad-table" {
        what: "A table of codes has another shape than expected.",
        why: "Its answers would end up with the wrong question or place, or nowhere.",
        fix: "Give it a header row with `unit`, `indicator` and `value`, and as many cells in each row." }
    FrameworkMismatch "framework-mismatch" {
        what: "An answer file was made with another version of the framework.",
        why: "Some answers may no longer fit.",
        fix: "Look at the answers named in the message; nothing is thrown away." }
    AnswersText "answers-text" {
        what: "A text with answers cannot be read: it holds no block of answers, or not a whole one.",
        why: "What is missing or cannot be read would be lost in silence.",
        fix: "Copy the whole block from the message, from `RUMBO ANSWERS 1` to `END RUMBO` with its checksum." }
    AnswersPdf "answers-pdf" {
        what: "A returned PDF form cannot be read as answers, or not all of it can.",
        why: "A form that was printed, cut off, locked or saved by a careless program has lost answers, and nobody would notice.",
        fix: "Ask for the file as the program saved it that filled it in, without a password; what is missing in it can be written into the form with any PDF viewer." }
    ChecksumMismatch "checksum-mismatch" {
        what: "The answers of a file are not those that its checksum sums up.",
        why: "They were changed after the form had written them, or damaged on the way; the printed report says something else.",
        fix: "Ask for the file again. If it was changed on purpose, remove its `checksum`." }
    ConflictingAnswers "conflicting-answers" {
        what: "Two files claim the same framework, unit, round and respondent but differ.",
        why: "It is not known which one holds.",
        fix: "Delete one of them, or give it its own respondent code." }
    // The action library and the response plan
    CyclicOrder "cyclic-order" {
        what: "Actions wait for each other in a circle.",
        why: "None of them could ever begin.",
        fix: "Remove one of them from an `after:` list." }
    PlanGap "plan-gap" {
        what: "A response plan has gaps that no action closes.",
        why: "The target would be promised and nothing done for it.",
        fix: "Add a step to an action of the library, write an action under `own:` in the plan, or lower the target." }
    PlanOrder "plan-order" {
        what: "An action of a response plan needs another one that is not in the plan, or that comes later.",
        why: "It could not begin when the plan says.",
        fix: "Add or move the other one, or drop this one with a reason." }
    PlanEdit "plan-edit" {
        what: "A decision in a plan's file changes nothing.",
        why: "Whoever made it believes that it holds.",
        fix: "Correct it, or remove it." }
    PlanCost "plan-cost" {
        what: "A cost of a response plan is not known, or nobody pays it.",
        why: "The total would be too low, or the plan would not be paid for.",
        fix: "Add what the message names." }
    // Figures
    SumMismatch "sum-mismatch" {
        what: "A stated total differs from the sum of its parts.",
        why: "Readers who add it up will ask; nothing is mended in silence.",
        fix: "Check both against the source. If the source itself is wrong, leave them: the page says so in a footnote." }
    FiguresDisagree "figures-disagree" {
        what: "The source states the same figure in two ways.",
        why: "Readers will find the other one.",
        fix: "Check both places. If the source itself disagrees, leave them: the page says so in a footnote." }
    Incomplete "incomplete" {
        what: "An entry lacks something that its kind should have.",
        why: "The page will say that it is missing.",
        fix: "Add it, or give the reason why it is missing." }
    // Output
    OutputCollision "output-collision" {
        what: "Two outputs have the same path (capital and small letters count as the same).",
        why: "One would overwrite the other, on a memory stick at the latest.",
        fix: "Rename one of the entries." }
    OutputNotOurs "output-not-ours" {
        what: "The output folder holds files but was not made by Rumbo.",
        why: "A build replaces the whole folder; what is in it would be lost.",
        fix: "Choose another folder with `--out`, or empty this one." }
    WriteFailed "write-failed" {
        what: "The site could not be written.",
        why: "The last good site is still in place.",
        fix: "Check free space and permissions." }
    Theme "theme" {
        what: "A template of the theme has a mistake.",
        why: "The pages that use it cannot be made.",
        fix: "Correct the template at the marked place." }
    ThemeFile "theme-file" {
        what: "A logo or font of the theme is not there, or is not what it should be.",
        why: "Pages would show a gap in its place.",
        fix: "Put the file below `themes/` or `content/files/` and write its path; logos are SVG, PNG or JPEG, fonts WOFF2." }
    ThemeBlock "theme-block" {
        what: "A block that a theme overrides has changed in the built-in theme, or is gone.",
        why: "The copy may lack what pages need now.",
        fix: "Compare the two, take over what is new, and write the new hash into the comment above the block." }
    LowContrast "low-contrast" {
        what: "A colour of the theme cannot be read well on what it stands on.",
        why: "Text needs a contrast of 4.5 : 1 (WCAG 2.2 AA), so that people with weak eyes or in bright sun can read it.",
        fix: "Make one of the two colours darker or lighter." }
    Print "print" {
        what: "A document cannot be printed.",
        why: "Its PDF would be missing.",
        fix: "Correct what the message names, or build without printed documents: `rumbo build --no-pdf`." }
}
