// `node fill.mjs pdf-lib|pdf.js FORM FILLED VALUES`: fills a form in with one of the programs that JavaScript people keep.
// VALUES is JSON: the name of a field below the root, and its value; what is chosen begins with `/`.
import { readFile, writeFile } from "node:fs/promises";

const [program, form, filled, values] = process.argv.slice(2);
const wanted = new Map(Object.entries(JSON.parse(await readFile(values, "utf8"))));
const bytes = new Uint8Array(await readFile(form));
const below = (name) => name.slice(name.indexOf(".") + 1);

/** Fills in with pdf-lib, which looks up a field and sets it. */
async function pdfLib() {
  const { PDFDocument, PDFName, PDFHexString } = await import("pdf-lib");
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  for (const field of document.getForm().getFields()) {
    const value = wanted.get(below(field.getName()));
    if (value === undefined) continue;
    wanted.delete(below(field.getName()));
    if (!value.startsWith("/")) field.acroField.dict.set(PDFName.of("V"), PDFHexString.fromText(value));
    else if (field.constructor.name.startsWith("PDFRadioGroup")) field.acroField.setValue(PDFName.of(value.slice(1)));
    else field.check();
  }
  return document.save({ updateFieldAppearances: false });
}

/** Fills in with pdf.js, the viewer of Firefox, which adds a revision to the file. */
async function pdfJs() {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const document = await getDocument({ data: bytes, verbosity: 0 }).promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    for (const annotation of await page.getAnnotations()) {
      if (annotation.subtype !== "Widget" || !annotation.fieldName) continue;
      const name = below(annotation.fieldName);
      const value = wanted.get(name);
      if (value === undefined) continue;
      const storage = document.annotationStorage;
      if (!value.startsWith("/")) storage.setValue(annotation.id, { value });
      else if (annotation.checkBox) storage.setValue(annotation.id, { value: true });
      else if (annotation.buttonValue === value.slice(1)) storage.setValue(annotation.id, { value: true });
      else continue;
      wanted.delete(name);
    }
  }
  return document.saveDocument();
}

const out = await (program === "pdf-lib" ? pdfLib() : pdfJs());
if (wanted.size) throw new Error(`${program} does not see ${[...wanted.keys()].join(", ")}`);
await writeFile(filled, out);
