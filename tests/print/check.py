"""Every printed document of the example, looked at by programs that others keep.

`check.py FOLDER`: each PDF below the folder is checked against the 104 rules of PDF/UA-1 (PyPI's `page-validation`),
by `qpdf --check`, and its text is read by poppler: it must hold the title that its page shows, accents included.
Prints a line for each fault and, last, how many documents passed.
"""

import html
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import page


def squeezed(text):
    """Letters and digits alone: line breaks and hyphens of the layout do not matter."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())


def title_of(document):
    """The title of the page that a document belongs to."""
    site_page = document.with_name(re.sub(r"-(pocket|fillable|wall|cards)\.pdf$", ".pdf", document.name)).with_suffix(".html")
    found = re.search(r"<h1[^>]*>(.*?)</h1>", site_page.read_text(encoding="utf-8"), re.S)
    return html.unescape(re.sub(r"<[^>]+>", "", found.group(1))).strip()


def faults(document):
    found = []
    report = page.validate_pdf(document, profile=page.ValidationProfile.PDF_UA_1)
    found += [f"PDF/UA-1 {failure.rule_id}: {failure.message}" for failure in report.failures]
    qpdf = subprocess.run(["qpdf", "--check", document], capture_output=True, text=True)
    if qpdf.returncode != 0:
        found.append(f"qpdf: {qpdf.stdout}{qpdf.stderr}".strip())
    text = subprocess.run(["pdftotext", document, "-"], capture_output=True, text=True).stdout
    if squeezed(title_of(document)) not in squeezed(text):
        found.append(f"its text does not hold the title `{title_of(document)}`")
    if "\ufffd" in text:
        found.append("its text holds a sign that no font has")
    pages = int(re.search(r"^Pages:\s+(\d+)", subprocess.run(["pdfinfo", document], capture_output=True, text=True).stdout, re.M).group(1))
    if document.parent.name == "sheets" and pages > 2:
        found.append(f"a country sheet has two pages, this has {pages}")
    if document.name.endswith("-pocket.pdf") and pages > 1:
        found.append(f"a pocket version has one page, this has {pages}")
    return document, found


def main():
    folder = Path(sys.argv[1])
    documents = sorted(folder.rglob("*.pdf"))
    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(faults, documents))
    failed = 0
    for document, found in results:
        failed += bool(found)
        for fault in found:
            print(f"{document.relative_to(folder)}: {fault}")
    if not documents:
        print("there is no printed document at all")
        failed = 1
    print(f"printed documents: {len(documents) - (failed if documents else 0)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
