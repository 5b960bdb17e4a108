//! `rumbo serve` as a browser meets it: pages, events after a change, faults while the last good page stays.
#![cfg(feature = "serve")]
#![allow(clippy::disallowed_methods, reason = "a test makes its own site")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use rumbo::model::answers::Audience;
use rumbo::serve::{Outcome, Report, Server, Settings};
use tempfile::TempDir;

const CONFIGURATION: &str = "title: Small\nsummary: A small site.\nlanguages: [en]\n\
    outcomes:\n  - {id: data, title: Data}\nareas:\n  - {id: border, title: Borders}\n";
const PAGE: &str = "content/pages/hello.en.md";
const ADDRESS: &str = "/en/pages/hello.html";
const PATIENCE: Duration = Duration::from_secs(60);

fn write(site: &Path, path: &str, text: &str) {
    let file = site.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
    fs::write(file, text).expect("the file");
}

fn prose(text: &str) -> String {
    format!("---\ntitle: Hello\nsummary: A greeting.\nnav: true\n---\n\n## Words {{#words}}\n\n{text}\n")
}

fn small_site() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    write(folder.path(), "rumbo.yaml", CONFIGURATION);
    write(folder.path(), PAGE, &prose("The first text."));
    write(folder.path(), "content/files/two words.txt", "as it is");
    folder
}

fn serve(site: &Path) -> Server {
    let settings = Settings { site: site.to_owned(), audience: Audience::Public, strict: false, port: 0 };
    Server::start(settings).expect("a server")
}

/// The next report; its faults in words if it is not the one expected.
fn report(server: &Server, expected: Outcome) -> Report {
    let report = server.reports().recv_timeout(PATIENCE).expect("a report");
    let faults: Vec<&str> = report.faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(report.outcome, expected, "{faults:?}");
    report
}

/// Waits until a build comes to this; a save may be seen in several steps.
fn settle(server: &Server, expected: Outcome) {
    let end = Instant::now() + PATIENCE;
    while server.reports().recv_timeout(PATIENCE).expect("a report").outcome != expected {
        assert!(Instant::now() < end, "no build came to {expected:?}");
    }
}

/// An answer: its status, its head in small letters, its body.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

fn ask(address: SocketAddr, method: &str, path: &str, host: &str) -> Answer {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
    let host = if host.is_empty() { String::new() } else { format!("Host: {host}\r\n") };
    stream.write_all(format!("{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes()).expect("a request");
    let mut text = Vec::new();
    stream.read_to_end(&mut text).expect("an answer");
    let text = String::from_utf8_lossy(&text).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}

fn get(server: &Server, path: &str) -> Answer {
    ask(server.address(), "GET", path, &server.address().to_string())
}

/// The events of the server, as an open page hears them.
struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    fn of(server: &Server) -> Self {
        let mut stream = TcpStream::connect(server.address()).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        stream.write_all(b"GET /_rumbo/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
        Self { lines: BufReader::new(stream) }
    }

    /// The next event: its name and what it says.
    fn next(&mut self) -> (String, String) {
        let mut name = String::new();
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).expect("a line in time") > 0, "the events ended");
            if let Some(event) = line.strip_prefix("event: ") {
                event.trim_end().clone_into(&mut name);
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (name, data.trim_end().to_owned());
            }
        }
    }

    /// Waits for an event whose data contains a text.
    fn wait(&mut self, name: &str, text: &str) -> String {
        loop {
            let (event, data) = self.next();
            if event == name && data.contains(text) {
                return data;
            }
        }
    }
}

/// The name that a page carries, to be compared with the events.
fn named(answer: &Answer) -> String {
    let (_, rest) = answer.head.split_once("server-timing: rumbo;desc=\"").expect("the page's build");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn a_change_is_told_and_shown_and_a_fault_keeps_the_last_good_page() {
    let site = small_site();
    let server = serve(site.path());
    report(&server, Outcome::New);
    let first = get(&server, ADDRESS);
    assert_eq!(first.status, 200);
    assert!(first.body.contains("The first text.") && first.body.contains("reload.js"), "{}", first.body);
    let mut events = Events::of(&server);
    assert_eq!(events.next(), (String::from("reload"), named(&first)), "a page that has come is told what is shown");

    let saved = Instant::now();
    write(site.path(), PAGE, &prose("The second text."));
    let (event, name) = events.next();
    let second = get(&server, ADDRESS);
    let elapsed = saved.elapsed();
    assert_eq!((event.as_str(), name == named(&second), name == named(&first)), ("reload", true, false));
    assert!(second.body.contains("The second text."), "{}", second.body);
    // Not a measurement (the computer may be busy), but a watch that only polls would not pass.
    assert!(elapsed < Duration::from_secs(20), "{elapsed:?}");

    write(site.path(), PAGE, &prose("A [link](nowhere.md)."));
    let faults = events.wait("faults", "nowhere");
    for part in ["\"code\"", "\"hint\"", "content/pages/hello.en.md:9:"] {
        assert!(faults.contains(part), "{faults}");
    }
    let third = get(&server, ADDRESS);
    assert_eq!((third.status, named(&third)), (200, named(&second)));
    assert!(third.body.contains("The second text."));
    let mut late = Events::of(&server);
    assert_eq!(late.next().0, "reload");
    assert_eq!(late.next().0, "faults", "a page opened now is told of the faults as well");

    write(site.path(), PAGE, &prose("The fourth text."));
    events.wait("reload", "");
    assert!(get(&server, ADDRESS).body.contains("The fourth text."));
}

#[test]
fn a_site_that_never_was_good_shows_its_faults_and_then_itself() {
    let site = small_site();
    write(site.path(), PAGE, &prose("<script>alert(1)</script> and a [link](a&b.md)"));
    let server = serve(site.path());
    report(&server, Outcome::Faults);
    let answer = get(&server, "/");
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("content/pages/hello.en.md:9:") && answer.body.contains("/_rumbo/reload.js"), "{}", answer.body);
    assert!(!answer.body.contains("<script>alert"), "text of the site is never markup: {}", answer.body);
    assert_eq!(get(&server, "/_rumbo/reload.js").status, 200);
    let mut events = Events::of(&server);
    assert_eq!(events.next(), (String::from("reload"), named(&answer)));
    write(site.path(), PAGE, &prose("Good now."));
    settle(&server, Outcome::New);
    assert_ne!(events.wait("reload", ""), named(&answer));
    assert_eq!(get(&server, "/").status, 200);
}

#[test]
fn folders_that_come_later_are_followed_and_outputs_are_not() {
    let site = TempDir::new().expect("a temporary folder");
    write(site.path(), "rumbo.yaml", CONFIGURATION);
    let server = serve(site.path());
    report(&server, Outcome::New);
    write(site.path(), PAGE, &prose("The first text."));
    let mut events = Events::of(&server);
    while get(&server, ADDRESS).status != 200 {
        events.wait("reload", "");
    }
    fs::remove_dir_all(site.path().join("content")).expect("a removed folder");
    while get(&server, ADDRESS).status != 404 {
        events.wait("reload", "");
    }
    write(site.path(), PAGE, &prose("The second text."));
    while !get(&server, ADDRESS).body.contains("The second text.") {
        events.wait("reload", "");
    }
    // Let what is under way come to its end.
    while server.reports().recv_timeout(Duration::from_secs(1)).is_ok() {}
    write(site.path(), "public/index.html", "an output");
    write(site.path(), "content/pages/.hello.en.md.swp", "an editor's own");
    write(site.path(), "content/pages/hello.en.md~", "an editor's copy");
    assert!(server.reports().recv_timeout(Duration::from_secs(1)).is_err(), "nothing that is read has changed");
}

#[test]
fn answers_have_their_types_and_nothing_but_the_site_is_answered() {
    let site = small_site();
    let server = serve(site.path());
    report(&server, Outcome::New);
    let is = |path: &str, status: u16, head: &str| {
        let answer = get(&server, path);
        assert!(answer.status == status && answer.head.contains(head), "{path}: {}", answer.head);
        answer
    };
    is("/", 200, "content-type: text/html; charset=utf-8");
    is("/index.html?q=1#x", 200, "text/html");
    is("/en/", 200, "text/html");
    is("/en?q=1", 307, "location: /en/?q=1");
    is("/assets/reload.js", 200, "content-type: text/javascript");
    is("/assets/site.css", 200, "content-type: text/css");
    assert_eq!(is("/files/two%20words.txt", 200, "content-type: text/plain").body, "as it is");
    is("/no-such-page", 404, "text/html");
    is("/en/no/such/page.html", 404, "text/html");
    for outside in [
        "/../rumbo.yaml",
        "/%2e%2e/rumbo.yaml",
        "/files/..%2f..%2frumbo.yaml",
        "/rumbo.yaml",
        "//etc/passwd",
        "/%00",
        "/%ff",
        "/en//index.html",
    ] {
        let answer = is(outside, 404, "text/html");
        assert!(!answer.body.contains("languages:"), "{outside}");
    }
    let address = server.address();
    let head = ask(address, "HEAD", "/", "localhost");
    assert!(head.status == 200 && head.body.is_empty() && head.head.contains("content-length: "), "{}", head.head);
    assert_eq!(ask(address, "HEAD", "/_rumbo/events", "localhost").status, 200);
    assert_eq!(ask(address, "POST", "/", "localhost").status, 405);
    for (host, status) in [("[::1]:4000", 200), ("LocalHost", 200), ("evil.example", 403), ("127.0.0.1.evil.example", 403), ("", 400)] {
        let answer = ask(address, "GET", "/", host).status;
        assert!(answer == status || (host.is_empty() && answer == 403), "{host}: {answer}");
    }
    assert_eq!(ask(address, "GET", "http://evil.example/", "localhost").status, 403);
    assert_eq!(ask(address, "GET", "/_rumbo/events", "evil.example").status, 403);
}

#[test]
fn a_taken_port_leads_to_the_next_and_a_missing_folder_to_a_refusal() {
    let site = small_site();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port();
    let settings = Settings { site: site.path().to_owned(), audience: Audience::Public, strict: false, port };
    let server = Server::start(settings.clone()).expect("a server");
    assert!(server.address().ip().is_loopback() && server.address().port() > port);
    let open = TcpStream::connect(server.address()).expect("a connection");
    drop(server);
    let _ = open.shutdown(Shutdown::Both);
    let refusal = Server::start(Settings { site: site.path().join("nowhere"), ..settings }).expect_err("no folder");
    assert!(refusal.message.contains("nowhere") && !refusal.hint.is_empty(), "{refusal:?}");
}
