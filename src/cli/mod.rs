//! The command line: what may be asked, and what it answers. The only room that prints, and that reads the
//! environment and the clock.

mod build;
mod bundle;
mod explain;
mod new;
mod plan;
mod print;
mod schema;
mod score;
mod table;
#[cfg(feature = "serve")]
mod serve;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::diag::Format;

pub use print::Printer;

/// What the process answers: 0 all well, 1 faults found, 2 wrong use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// All well.
    Well,
    /// Faults were found; they have been printed.
    Faults,
    /// The command was used wrongly.
    WrongUse,
}

impl Answer {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Faults => 1,
            Self::WrongUse => 2,
        }
    }
}

/// Compiles capacity assessments, procedures and country sheets into an offline site.
#[derive(Debug, Parser)]
#[command(
    name = "rumbo",
    version,
    about,
    arg_required_else_help = true,
    after_help = "Examples:\n  rumbo build                     the site of this folder, into public/\n  rumbo check ../my-site          look for faults without writing\n  rumbo new site my-site          begin a site\n  rumbo score --explain border    why a number is what it is\n\nRUMBO COMMAND --help tells more of each."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile the site and write it
    #[command(after_help = "Examples:\n  rumbo build\n  rumbo build my-site --out /media/stick/site\n  rumbo build --audience internal --out internal\n  rumbo build --only sops/rental-support")]
    Build(BuildArguments),
    /// Look for faults: everything but writing
    #[command(after_help = "Examples:\n  rumbo check --strict\n  rumbo check --format github")]
    Check(CheckArguments),
    /// Show the site in the browser and follow every change
    #[cfg(feature = "serve")]
    #[command(after_help = "Example:\n  rumbo serve my-site --port 4000")]
    Serve(ServeArguments),
    /// Pack the site into one zip archive, for a stick or a mail
    #[command(after_help = "Examples:\n  rumbo bundle\n  rumbo bundle my-site --out toolbox.zip --max-size 25MB\n  rumbo bundle --toolbox border\n  rumbo bundle --one-file --toolbox border --lang es\n  rumbo bundle --since last-year.zip\n  rumbo bundle --no-pdf --out small.zip")]
    Bundle(BundleArguments),
    /// Say whether a copy of a built site (a folder, a stick, an archive) is whole
    #[command(after_help = "Examples:\n  rumbo verify /media/stick/toolbox\n  rumbo verify toolbox.zip")]
    Verify {
        /// The folder or zip archive
        #[arg(value_name = "PATH")]
        path: PathBuf,
    },
    /// Begin a site or an entry from a commented example
    #[command(after_help = "Examples:\n  rumbo new site my-site\n  rumbo new sop night-shift\n  rumbo new sheet colombia --site my-site")]
    New(NewArguments),
    /// Print the results of the assessments
    #[command(after_help = "Examples:\n  rumbo score\n  rumbo score --unit ejemplia --format csv\n  rumbo score --unit ejemplia --round 2026-1 --explain border\n  rumbo score --framework capacity --table codes.csv --format csv")]
    Score(ScoreArguments),
    /// Print the JSON Schema of a kind of file, for editors
    #[command(after_help = "Examples:\n  rumbo schema\n  rumbo schema sheet > sheet.schema.json")]
    Schema {
        /// The kind; without it, the list of kinds
        kind: Option<String>,
    },
    /// Tell what a fault means and what to do
    #[command(after_help = "Examples:\n  rumbo explain\n  rumbo explain sum-mismatch")]
    Explain {
        /// The code between brackets; without it, the list of codes
        code: Option<String>,
    },
    /// Print the completion script of a shell
    #[command(after_help = "Example:\n  rumbo completions bash > ~/.local/share/bash-completion/completions/rumbo")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Which site, and how to report on it.
#[derive(Clone, Debug, clap::Args)]
struct SiteArguments {
    /// The site's folder
    #[arg(value_name = "SITE", default_value = ".")]
    site: PathBuf,
    /// Treat warnings as faults
    #[arg(long)]
    strict: bool,
    /// How faults are written
    #[arg(long, value_enum, default_value_t = FaultFormat::Human)]
    format: FaultFormat,
    /// What is built for whom: `public` holds only what is cleared
    #[arg(long, value_enum, default_value_t = Audience::Public)]
    audience: Audience,
}

#[derive(Clone, Debug, clap::Args)]
struct BuildArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Where to write; without it, `public` in the site's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print how long each stage took and how large the outputs are
    #[arg(long)]
    stats: bool,
    /// Leave out the printed documents (PDF)
    #[arg(long)]
    no_pdf: bool,
    /// Only these pages and their printed documents, such as `sops/rental-support` or `sheets/`, for a quick look; into
    /// `only` in the site's folder, so that a whole site is not replaced by a part
    #[arg(long, value_name = "PATH")]
    only: Vec<String>,
}

#[derive(Clone, Debug, clap::Args)]
struct BundleArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Where to write; without it, `toolbox.zip` (`.html` for one file), or the toolbox's name, in the site's folder
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The largest size that may be written, such as `50MB`, `900kB` or `50` (megabytes of 1,000,000 bytes)
    #[arg(long, value_name = "SIZE", value_parser = bundle::size)]
    max_size: Option<u64>,
    /// Only this toolbox of the site, by its id: a small site with its members, forms and printed documents
    #[arg(long, value_name = "ID")]
    toolbox: Option<String>,
    /// One HTML file that needs nothing beside it, for telephones and chats, instead of an archive
    #[arg(long, conflicts_with_all = ["since", "no_pdf"])]
    one_file: bool,
    /// With --one-file: only this language; may be given several times
    #[arg(long, value_name = "LANG", requires = "one_file")]
    lang: Vec<String>,
    /// A former edition (archive, folder, or its SHA256SUMS): a page then says what has changed since
    #[arg(long, value_name = "PATH")]
    since: Option<PathBuf>,
    /// Leave out the printed documents (PDF)
    #[arg(long)]
    no_pdf: bool,
}

#[derive(Clone, Debug, clap::Args)]
struct CheckArguments {
    #[command(flatten)]
    site: SiteArguments,
}

#[cfg(feature = "serve")]
#[derive(Clone, Debug, clap::Args)]
struct ServeArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// The port on this computer
    #[arg(long, default_value_t = 4000)]
    port: u16,
}

#[derive(Clone, Debug, clap::Args)]
struct NewArguments {
    /// What to begin: `site`, a kind of entry, or `theme-block`
    kind: String,
    /// The folder of a new site, the id of a new entry, or a block of the built-in theme such as `layout/footer`
    name: String,
    /// The site that a new entry belongs to
    #[arg(long, default_value = ".", value_name = "SITE")]
    site: PathBuf,
}

#[derive(Clone, Debug, clap::Args)]
struct ScoreArguments {
    /// The site's folder
    #[arg(value_name = "SITE", default_value = ".")]
    site: PathBuf,
    /// Only this place or institution
    #[arg(long)]
    unit: Option<String>,
    /// Only this round
    #[arg(long)]
    round: Option<String>,
    /// How results are written
    #[arg(long, value_enum, default_value_t = ResultFormat::Table)]
    format: ResultFormat,
    /// Score a table of codes against this framework: its id in the site, or a folder with a framework.yaml
    #[arg(long, value_name = "F", requires = "table")]
    framework: Option<String>,
    /// The table: CSV with the columns unit, indicator and value
    #[arg(long, value_name = "FILE", requires = "framework", conflicts_with_all = ["plan", "round"])]
    table: Option<PathBuf>,
    /// With --table: write the results to this new file
    #[arg(long, value_name = "FILE", requires = "table")]
    out: Option<PathBuf>,
    /// Show how the score of this area, topic or question came about
    #[arg(long, value_name = "ID")]
    explain: Option<String>,
    /// Show the response plans instead of the results
    #[arg(long, conflicts_with = "explain")]
    plan: bool,
    /// For whom: `public` holds only what is cleared
    #[arg(long, value_enum, default_value_t = Audience::Internal)]
    audience: Audience,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FaultFormat {
    /// With the lines of the file
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// Annotations for GitHub's checks
    Github,
}

impl From<FaultFormat> for Format {
    fn from(format: FaultFormat) -> Self {
        match format {
            FaultFormat::Human => Self::Human,
            FaultFormat::Short => Self::Short,
            FaultFormat::Json => Self::Json,
            FaultFormat::Github => Self::Github,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ResultFormat {
    /// Columns for reading
    Table,
    /// Comma-separated values
    Csv,
    /// JSON, with traces
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Audience {
    /// Only what is cleared
    Public,
    /// Everything
    Internal,
}

impl From<Audience> for crate::model::answers::Audience {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Public => Self::Public,
            Audience::Internal => Self::Internal,
        }
    }
}

/// Runs the command of the process's arguments.
#[must_use]
pub fn run() -> Answer {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let wrong = error.use_stderr();
            // Nothing can be done if even this cannot be printed.
            let _ = error.print();
            return if wrong { Answer::WrongUse } else { Answer::Well };
        }
    };
    let mut printer = Printer::new();
    match arguments.command {
        Command::Build(arguments) => build::build(&arguments, &mut printer),
        Command::Bundle(arguments) => bundle::bundle(&arguments, &mut printer),
        Command::Verify { path } => bundle::verify(&path, &mut printer),
        Command::Check(arguments) => build::check(&arguments, &mut printer),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::serve(&arguments, &mut printer),
        Command::New(arguments) => new::new(&arguments, &mut printer),
        Command::Score(arguments) => score::score(&arguments, &mut printer),
        Command::Schema { kind } => schema::schema(kind.as_deref(), &mut printer),
        Command::Explain { code } => explain::explain(code.as_deref(), &mut printer),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut <Arguments as clap::CommandFactory>::command(), "rumbo", &mut script);
            printer.data(&String::from_utf8_lossy(&script));
            Answer::Well
        }
    }
}
