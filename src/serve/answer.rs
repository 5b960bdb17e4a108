//! From a request to an answer.
//!
//! In: a request of this computer's browser. Out: an output of the site that is shown, or a page that says why there
//! is none. Paths are looked up in the list of outputs, never on disk.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::watch;

use super::events::events;
use super::faults;
use super::media::media_type;
use super::preview::Output;
use super::status::Status;

/// The live-reload script, for pages that are not the site's; those take it from their assets.
const SCRIPT: &str = include_str!("../client/reload.js");
const STYLE: &str = include_str!("page.css");
/// What the server's own pages may do.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
/// The site's page for paths that it does not have.
const NOT_FOUND: &str = "404.html";
const HTML: &str = "text/html; charset=utf-8";

/// Answers one request.
pub(super) async fn answer(State(mut status): State<watch::Receiver<Status>>, request: Request) -> Response {
    if !is_local(request.uri(), request.headers()) {
        let text = "This server answers only to localhost, 127.0.0.1 and [::1].\n";
        return plain(StatusCode::FORBIDDEN, text);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let refusal = plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered.\n");
        return ([(header::ALLOW, "GET, HEAD")], refusal).into_response();
    }
    match request.uri().path() {
        "/_rumbo/events" if request.method() == Method::HEAD => return of_type("text/event-stream", "").into_response(),
        "/_rumbo/events" => return events(status),
        "/_rumbo/reload.js" => return of_type(media_type("reload.js"), SCRIPT).into_response(),
        "/_rumbo/page.css" => return of_type(media_type("page.css"), STYLE).into_response(),
        _ => {}
    }
    let status = match status.wait_for(|status| status.build > 0).await {
        Ok(status) => status.clone(),
        Err(_) => return plain(StatusCode::SERVICE_UNAVAILABLE, "The server is ending.\n"),
    };
    let answer = page(&status, request.uri()).await;
    // The script compares this name with the one in the events.
    ([("server-timing", format!("rumbo;desc=\"{}\"", status.name()))], answer).into_response()
}

/// A page, or another output, of the site that is shown.
async fn page(status: &Status, uri: &Uri) -> Response {
    let Some(preview) = &status.preview else {
        return own(StatusCode::SERVICE_UNAVAILABLE, faults::no_site(&status.faults));
    };
    let Some(path) = decoded(uri.path()) else {
        return own(StatusCode::NOT_FOUND, faults::not_found());
    };
    if let Some(output) = preview.output(&path).await {
        let code = if path == NOT_FOUND { StatusCode::NOT_FOUND } else { StatusCode::OK };
        return found(code, &path, output);
    }
    if preview.output(&format!("{path}/index.html")).await.is_some() {
        // Without the slash at its end, the links of a folder's page would lead elsewhere.
        let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
        return (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, format!("{}/{query}", uri.path()))]).into_response();
    }
    // The links of the site's own page are relative to the site's folder: deeper down they would lead nowhere.
    let own_page = if path.contains('/') { None } else { preview.output(NOT_FOUND).await };
    match own_page {
        Some(output) => found(StatusCode::NOT_FOUND, NOT_FOUND, output),
        None => own(StatusCode::NOT_FOUND, faults::not_found()),
    }
}

fn found(code: StatusCode, path: &str, output: Output) -> Response {
    match output {
        Ok(bytes) => (code, of_type(media_type(path), bytes)).into_response(),
        Err(fault) => own(StatusCode::INTERNAL_SERVER_ERROR, faults::no_page(&fault)),
    }
}

/// A page of the server itself.
fn own(code: StatusCode, html: String) -> Response {
    (code, [(header::CONTENT_SECURITY_POLICY, POLICY)], of_type(HTML, html)).into_response()
}

fn plain(code: StatusCode, text: &'static str) -> Response {
    (code, of_type("text/plain; charset=utf-8", text)).into_response()
}

/// A body of a type. No other site may embed it (drafts are nobody else's business), and no browser keeps it.
fn of_type(media_type: &'static str, body: impl IntoResponse) -> impl IntoResponse {
    let headers = [
        ("content-type", media_type),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    (headers, body)
}

/// Whether the request was meant for this computer. A page elsewhere can have its own name lead here (DNS rebinding)
/// and then read what it gets; but its requests still carry that name.
fn is_local(uri: &Uri, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let named = hosts.next().is_some_and(|host| host.to_str().is_ok_and(is_local_name)) && hosts.next().is_none();
    named && uri.authority().is_none_or(|authority| is_local_name(authority.as_str()))
}

/// `localhost`, `127.0.0.1` or `[::1]`, with or without a port.
fn is_local_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !host.ends_with(']') => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}

/// The output that a path of an address means: a folder means its `index.html`. `None` if it is no text.
fn decoded(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(if byte == b'%' { digit()? << 4 | digit()? } else { byte });
    }
    let mut path = String::from_utf8(bytes).ok()?;
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::{decoded, is_local_name};

    #[test]
    fn only_names_of_this_computer_are_local() {
        for host in ["localhost", "LOCALHOST:4000", "127.0.0.1", "127.0.0.1:4000", "[::1]", "[::1]:4000"] {
            assert!(is_local_name(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:4000",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.2",
            "::1",
            "[::2]:1",
            "localhost:x",
        ] {
            assert!(!is_local_name(host), "{host}");
        }
    }

    #[test]
    fn a_path_means_an_output() {
        let is = |path: &str, output: Option<&str>| assert_eq!(decoded(path).as_deref(), output, "{path}");
        is("/", Some("index.html"));
        is("/en/", Some("en/index.html"));
        is("/en", Some("en"));
        is("/files/a%20b%C3%A9.pdf", Some("files/a bé.pdf"));
        is("/%", None);
        is("/%zz", None);
        is("/%ff", None);
        is("*", None);
    }
}
