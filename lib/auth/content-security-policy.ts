/** What a page may load and from where; everything else is refused by the browser. */
export type PolicyInput = {
  nonce: string;
  /** Origins of the buckets that recordings and pictures are loaded from. */
  mediaOrigins: readonly string[];
  /** `next dev` evaluates code and reloads over a WebSocket. */
  isDevelopment: boolean;
};

/** Scripts only with this response's nonce and what they load; no inline style attributes; no frames, no forms away. */
export function contentSecurityPolicy({ nonce, mediaOrigins, isDevelopment }: PolicyInput): string {
  const media = mediaOrigins.filter(isPlainOrigin);
  const policy: Record<string, readonly string[]> = {
    "default-src": ["'none'"],
    "script-src": [`'nonce-${nonce}'`, "'strict-dynamic'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    "style-src": ["'self'", isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    "font-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:", ...media],
    "connect-src": ["'self'", ...media],
    "media-src": ["'self'", "blob:", ...media],
    "worker-src": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "object-src": ["'none'"],
  };
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
    .join("; ");
}

/** A bucket's name is typed by people and becomes part of a host: nothing in it may end a directive. */
function isPlainOrigin(origin: string): boolean {
  return /^https?:\/\/[a-z0-9._-]+(:\d{1,5})?$/.test(origin);
}
