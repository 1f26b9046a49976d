import { AgoraInvalidRequest } from "../../errors";
import { AgoraRequest } from "../../request";
import {
  operations,
  pathParameters,
  requestIssues,
  type FlsOperation,
  type FlsOperationName,
  type RequestIssue,
} from "../schemas";

type Parts = {
  /** Values of the path's parameters, in Agora's words. */
  path?: Partial<Record<keyof typeof pathParameters, string>>;
  query?: Record<string, string | undefined>;
  body?: unknown;
  /** What the client refuses beside the schemas. */
  extra?: readonly RequestIssue[];
};

/**
 * A request of the table, checked and complete but not sent. What is sent is what was given, without added defaults.
 * @throws AgoraInvalidRequest naming each field that breaks a rule of FLS contract §2, in Agora's words
 */
export function describe(name: FlsOperationName, appId: string, parts: Parts): AgoraRequest {
  const operation: FlsOperation = operations[name];
  const query = Object.entries(parts.query ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const issues = [
    ...Object.entries(parts.path ?? {}).flatMap(([parameter, value]) => pathIssues(parameter, value)),
    ...issuesOf(operation.query, Object.fromEntries(query)),
    ...issuesOf(operation.body, parts.body),
  ];
  // Rules that compare times need fields whose form is right.
  if (issues.length === 0) issues.push(...(parts.extra ?? []));
  if (issues.length > 0) throw new AgoraInvalidRequest(name, issues);
  const values: Readonly<Record<string, string | undefined>> = { ...parts.path, appid: appId };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, word: string) => encodeURIComponent(values[word] ?? ""));
  const search = query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
  return new AgoraRequest(name, operation.method, search === "" ? path : `${path}?${search}`, parts.body);
}

function pathIssues(parameter: string, value: string): RequestIssue[] {
  const schema = Object.entries(pathParameters).find(([known]) => known === parameter)?.[1];
  return issuesOf(schema, value).map((issue) => ({ ...issue, path: parameter }));
}

function issuesOf(schema: FlsOperation["body"], value: unknown): RequestIssue[] {
  const result = schema?.safeParse(value);
  return result === undefined || result.success ? [] : requestIssues(result.error);
}
