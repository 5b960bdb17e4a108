"""The fillable questionnaire, filled in by six programs that others keep, read back and compared.

`fill.py RUMBO`: builds the site beside this file, whose questionnaire has a question of every kind, has each program type
the answers of `filled.json` into the form, and drops the file beside the same answers in YAML. Both have the same
identity, so that the smallest difference between them is the fault `conflicting-answers`; and the file alone must give
the scores of the YAML. Then forms that came back damaged. Prints a line for each failure and, last, the count.
"""

import ctypes
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import page
import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

HERE = Path(__file__).parent
RUMBO = Path(sys.argv[1]).resolve()
VALUES = json.loads((HERE / "filled.json").read_text(encoding="utf-8"))


def below(name):
    """The part of a field's name that is not the questionnaire's."""
    return name.split(".", 1)[1] if "." in name else name


def fill_pikepdf(form, filled):
    left = dict(VALUES)
    with pikepdf.open(form) as pdf:
        for field in pdf.Root.AcroForm.Fields[0].Kids:
            value = left.pop(str(field.T), None)
            if value is None:
                continue
            if not value.startswith("/"):
                field.V = pikepdf.String(value)
                continue
            field.V = pikepdf.Name(value)
            for widget in field.get("/Kids", [field]):
                widget.AS = field.V if value in widget.AP.N else pikepdf.Name.Off
        pdf.save(filled)
    assert not left, left


def fill_pypdf(form, filled):
    writer = pypdf.PdfWriter(clone_from=form)
    names = {below(name): name for name in writer.get_fields()}
    for leaf in writer.pages:
        writer.update_page_form_field_values(leaf, {names[name]: value for name, value in VALUES.items()}, auto_regenerate=False)
    writer.write(filled)


def fill_pdftk(form, filled):
    with pikepdf.open(form) as pdf:
        root = str(pdf.Root.AcroForm.Fields[0].T)
    fields = "".join(f'<field name="{name}"><value>{escape(value.removeprefix("/"))}</value></field>' for name, value in VALUES.items())
    xfdf = filled.with_suffix(".xfdf")
    xfdf.write_text(f'<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><fields><field name="{root}">{fields}</field></fields></xfdf>', encoding="utf-8")
    subprocess.run(["pdftk", form, "fill_form", xfdf, "output", filled], check=True, capture_output=True)


def fill_pdfium(form, filled):
    """Chrome's viewer: clicks into each field and types."""
    document = pypdfium2.PdfDocument(form)
    document.init_forms()
    environment = document.formenv.raw
    left = dict(VALUES)
    for number in range(len(document)):
        leaf = document[number]
        for place in range(pdfium.FPDFPage_GetAnnotCount(leaf)):
            annotation = pdfium.FPDFPage_GetAnnot(leaf, place)
            name = below(wide(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldName(environment, annotation, buffer, size)))
            value = left.get(name)
            if value is None:
                continue
            if value.startswith("/"):
                export = wide(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldExportValue(environment, annotation, buffer, size))
                if export != value[1:]:
                    continue
            rectangle = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(annotation, rectangle)
            x, y = (rectangle.left + rectangle.right) / 2, (rectangle.top + rectangle.bottom) / 2
            if name == "who_unit":
                # Beside the arrow that opens the list.
                x = rectangle.left + 20
            pdfium.FORM_OnMouseMove(environment, leaf, 0, x, y)
            pdfium.FORM_OnLButtonDown(environment, leaf, 0, x, y)
            pdfium.FORM_OnLButtonUp(environment, leaf, 0, x, y)
            if not value.startswith("/"):
                for sign in value:
                    pdfium.FORM_OnChar(environment, leaf, 13 if sign == "\n" else ord(sign), 0)
            pdfium.FORM_ForceToKillFocus(environment)
            left.pop(name)
    assert not left, left
    document.save(filled)


def wide(ask):
    """A text that PDFium hands out in UTF-16."""
    size = ask(None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le")


def fill_node(program):
    def fill(form, filled):
        subprocess.run(["node", HERE / "fill.mjs", program, form, filled, HERE / "filled.json"], check=True, capture_output=True, text=True)

    return fill


def rumbo(*arguments):
    return subprocess.run([RUMBO, *arguments], capture_output=True, text=True)


def site(folder):
    """A copy of the site and the folder for its answers."""
    shutil.copytree(HERE / "site", folder)
    return folder, folder / "assessments/answers"


def returned(room, name, file):
    """What the site says with a returned file beside the same answers in YAML, and with the file alone."""
    folder, answers = site(room / name)
    shutil.copy(file, answers / "returned.pdf")
    together = rumbo("check", folder, "--format", "short")
    (answers / "original.yaml").unlink()
    return together, rumbo("score", folder, "--format", "csv")


def main():
    failures = []
    passed = 0

    def expect(name, holds, told):
        nonlocal passed
        if holds:
            passed += 1
        else:
            failures.append(f"{name}: {told}")

    room = Path(tempfile.mkdtemp())
    folder, _ = site(room / "original")
    built = rumbo("build", folder)
    assert built.returncode == 0, built.stderr
    form = folder / "public/en/questionnaires/every-kind-fillable.pdf"
    report = page.validate_pdf(form, profile=page.ValidationProfile.PDF_UA_1)
    expect("the form", not report.failures, f"PDF/UA-1 {[failure.message for failure in report.failures]}")
    scores = rumbo("score", folder, "--format", "csv").stdout
    programs = {"pikepdf": fill_pikepdf, "pypdf": fill_pypdf, "pdftk": fill_pdftk, "pdfium": fill_pdfium, "pdf-lib": fill_node("pdf-lib")}
    node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    if tuple(int(part) for part in node.strip().lstrip("v").split(".")[:2]) >= (20, 16):
        programs["pdf.js"] = fill_node("pdf.js")
    else:
        print(f"pdf.js is left out: it needs Node.js 20.16, this is {node.strip()}")
    for name, fill in programs.items():
        filled = room / f"{name}.pdf"
        try:
            fill(form, filled)
        except Exception as error:
            failures.append(f"{name}: {error!r} {getattr(error, 'stderr', '')}")
            continue
        together, alone = returned(room, name, filled)
        expect(f"{name}, beside the YAML", together.returncode == 0 and together.stderr == "", together.stderr)
        expect(f"{name}, alone", alone.stdout == scores and scores.count("\n") > 10, alone.stdout + alone.stderr)

    def damaged(name, make, message):
        file = room / f"{name}.pdf"
        try:
            make(room / "pikepdf.pdf", file)
        except Exception as error:
            failures.append(f"{name}: {error}")
            return
        together, _ = returned(room, name, file)
        lines = [line for line in together.stderr.splitlines() if "[" in line]
        expect(name, len(lines) == 1 and message in lines[0] and "returned.pdf" in lines[0] and "panicked" not in together.stderr, together.stderr)

    def changed(source, target):
        with pikepdf.open(source) as pdf:
            next(field for field in pdf.Root.AcroForm.Fields[0].Kids if field.T == "coverage").V = pikepdf.Name.half
            pdf.save(target)

    def run(*command):
        return lambda source, target: subprocess.run([str(source if part == "<" else target if part == ">" else part) for part in command], check=True, capture_output=True)

    damaged("one answer changed", changed, "error[conflicting-answers]")
    damaged("flattened by pdftk", run("pdftk", "<", "output", ">", "flatten"), "it was printed, scanned or flattened")
    damaged("printed by poppler", run("pdftocairo", "-pdf", "<", ">"), "it was printed, scanned or flattened")
    damaged("locked", run("qpdf", "--encrypt", "secret", "secret", "256", "--", "<", ">"), "locked with a password")
    damaged("cut", lambda source, target: target.write_bytes(source.read_bytes()[:-600]), "the end of this PDF is missing")
    folder, answers = site(room / "open to read")
    if (room / "pikepdf.pdf").exists():
        run("qpdf", "--encrypt", "", "secret", "256", "--", "<", ">")(room / "pikepdf.pdf", answers / "returned.pdf")
    expect("locked against changes only", rumbo("check", folder).returncode == 0, rumbo("check", folder).stderr)
    shutil.rmtree(room)
    for failure in failures:
        print(failure)
    print(f"printed documents: {passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
