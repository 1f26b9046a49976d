import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy";

test("the policy names the nonce and the buckets and nothing else from outside", () => {
  const policy = contentSecurityPolicy({
    nonce: "abc",
    mediaOrigins: ["https://bucket.s3.eu-west-1.amazonaws.com", "http://127.0.0.1:3200"],
    isDevelopment: false,
  });
  const buckets = "https://bucket.s3.eu-west-1.amazonaws.com http://127.0.0.1:3200";
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    "script-src 'nonce-abc' 'strict-dynamic'",
    "style-src 'self' 'nonce-abc'",
    "font-src 'self'",
    `img-src 'self' data: blob: ${buckets}`,
    `connect-src 'self' ${buckets}`,
    `media-src 'self' blob: ${buckets}`,
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ]);
});

test("a bucket whose name would write a directive of its own is left out", () => {
  const mediaOrigins = [
    "https://a;script-src.example",
    "https://a,b.example",
    "https://x'.example",
    "https://a b",
    "*",
    "https:",
  ];
  const policy = contentSecurityPolicy({ nonce: "abc", mediaOrigins, isDevelopment: false });
  expect(policy).toBe(contentSecurityPolicy({ nonce: "abc", mediaOrigins: [], isDevelopment: false }));
});
