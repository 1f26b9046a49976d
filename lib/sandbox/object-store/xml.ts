import { XMLParser } from "fast-xml-parser";
import { s3Error } from "./s3-error";

/** A value inside an element: text, nested elements, or several elements of one name. `undefined` leaves it out. */
export type XmlValue = XmlText | XmlElements | undefined | readonly (XmlText | XmlElements)[];
type XmlText = string | number | boolean;
export type XmlElements = { readonly [name: string]: XmlValue };

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

/** An S3 answer: `root` in S3's namespace. A list becomes repeated elements of the same name. */
export function renderXml(root: string, content: XmlElements | string): string {
  const inner = typeof content === "string" ? escapeText(content) : elements(content);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${inner}</${root}>`;
}

/** An S3 error document; S3 sends it without a namespace. */
export function renderErrorXml(content: XmlElements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${elements(content)}</Error>`;
}

/**
 * Parses a request document into plain text leaves. `repeated` names the elements that are lists even when only one
 * is sent. A document type is refused: entities of its own are the classic way to make a parser read files or explode.
 * @throws S3Error MalformedXML
 */
export function parseXml(text: string, repeated: readonly string[]): unknown {
  if (/<!DOCTYPE/i.test(text)) throw s3Error("MalformedXML", "A document type is not accepted.");
  const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    parseTagValue: false,
    removeNSPrefix: true,
    // Numeric references, with which clients write control characters, come only with this option.
    htmlEntities: true,
    isArray: (name) => repeated.includes(name),
  });
  try {
    return parser.parse(text, true);
  } catch {
    throw s3Error("MalformedXML");
  }
}

function elements(content: XmlElements): string {
  return Object.entries(content)
    .map(([name, value]) => element(name, value))
    .join("");
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return "";
  if (isList(value)) return value.map((one) => element(name, one)).join("");
  const inner = typeof value === "object" ? elements(value) : escapeText(String(value));
  return `<${name}>${inner}</${name}>`;
}

function isList(value: XmlValue): value is readonly (XmlText | XmlElements)[] {
  return Array.isArray(value);
}

const named: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Control characters go out as numeric references, because keys may hold them; clients can ask for encoding-type=url. */
function escapeText(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- a key may really hold control characters
    /[&<>"'\u0000-\u001f\u007f]/g,
    (character) => named[character] ?? `&#${character.charCodeAt(0)};`,
  );
}
