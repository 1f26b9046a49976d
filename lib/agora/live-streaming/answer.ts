import { readHttp, type Answer } from "../answer";
import { AgoraUnreadableAnswer } from "../errors";
import { redactText } from "../redact";
import type { HttpAnswer } from "../transport";

/** How much of a body that is no JSON is kept as Agora's words, in characters. */
const wordsLength = 300;

/**
 * Reads an answer of live streaming (FLS contract §0, §1.5). Successes of changes are empty, and the bodies of errors are
 * not documented: they may be empty, of any type, or no JSON at all. Their status decides then, and their beginning is
 * kept as Agora's words. JSON counts as JSON whatever it is declared as.
 * @throws AgoraUnreadableAnswer for a question's success that cannot be read: it holds what was asked for
 */
export function readFlsHttp(http: HttpAnswer, context: Parameters<typeof readHttp>[1]): Answer {
  const asJson = (text: string): Answer => readHttp({ ...http, contentType: null, text }, context);
  const isSuccess = http.httpStatus >= 200 && http.httpStatus < 300;
  if (isSuccess && context.isSafe) return asJson(http.text.trim() === "null" ? "{}" : http.text);
  try {
    return asJson(http.text);
  } catch (error) {
    if (!(error instanceof AgoraUnreadableAnswer)) throw error;
    return asJson(isSuccess ? "{}" : JSON.stringify({ message: wordsOf(redactText(http.text, context.secrets)) }));
  }
}

/** The words of a page in HTML or of a plain text. */
function wordsOf(text: string): string {
  return text
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, wordsLength);
}
