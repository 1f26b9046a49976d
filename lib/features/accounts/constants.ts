/** What a person can be in a project, least able first; `auditor` stands beside the others and only reads the audit. */
export const roles = ["viewer", "operator", "engineer", "admin", "auditor"] as const;
export type Role = (typeof roles)[number];

const everyone = roles;
const readers = ["viewer", "operator", "engineer", "admin"] as const;
const operators = ["operator", "engineer", "admin"] as const;
const engineers = ["engineer", "admin"] as const;
const admins = ["admin"] as const;
const auditors = ["admin", "auditor"] as const;

/**
 * Who may do what in a project: the whole rule, read by the server's check and by the screens that hide what one may
 * not do. An action that is not here does not exist.
 */
export const projectPermissions = {
  "project.read": everyone,
  "project.select": everyone,
  "project.save": admins,
  "storage.read": readers,
  "storage.save": admins,
  "storage.archive": admins,
  "storage.check": engineers,
  "storage.configure": admins,
  "storage.callOff": admins,
  "recording.read": readers,
  "recording.start": operators,
  "recording.query": operators,
  "recording.update": operators,
  "recording.updateLayout": operators,
  "recording.stop": operators,
  "recording.adopt": operators,
  "recording.close": engineers,
  "recording.retryCredentials": engineers,
  "layout.read": readers,
  "layout.save": operators,
  "layout.archive": operators,
  "library.read": readers,
  "library.listFiles": readers,
  "library.createClip": operators,
  "library.createSnapshot": operators,
  "library.retryItem": operators,
  "library.savePlayback": admins,
  "audit.read": auditors,
} as const satisfies Record<string, readonly Role[]>;

/** What concerns the installation and no project: only its admins. */
export const installationActions = ["account.create"] as const;

/** What everyone who is signed in may do to their own account. */
export const ownActions = ["account.changePassword"] as const;

export type ProjectAction = keyof typeof projectPermissions;
export type Action = ProjectAction | (typeof installationActions)[number] | (typeof ownActions)[number];

/** A session ends after so long without a request, and after so long in any case. */
export const sessionIdleMs = 30 * 60_000;
export const sessionLifetimeMs = 12 * 60 * 60_000;

/** Failed sign-ins that are free before waiting begins; per network; and in the whole installation. */
export const signInLimits = {
  accountFailures: 5,
  accountWindowMs: 24 * 60 * 60_000,
  firstWaitMs: 60_000,
  longestWaitMs: 60 * 60_000,
  networkFailures: 20,
  networkWindowMs: 15 * 60_000,
  installationFailures: 50,
  installationWindowMs: 60_000,
} as const;

export const passwordLength = { min: 8, max: 128 } as const;

/**
 * Passwords that guessing starts with, of the allowed length; longer lists of breached ones are a matter of the
 * installation's own policy. Compared after lower-casing and without digits or signs at the end.
 */
export const commonPasswords: ReadonlySet<string> = new Set([
  "password",
  "passw0rd",
  "p@ssword",
  "p@ssw0rd",
  "passwort",
  "qwertyuiop",
  "qwertyui",
  "qwerty",
  "qwertz",
  "azerty",
  "asdfghjk",
  "asdfghjkl",
  "zxcvbnm",
  "1q2w3e4r",
  "1qaz2wsx",
  "1q2w3e4r5t",
  "q1w2e3r4",
  "abcdefgh",
  "iloveyou",
  "letmein",
  "sunshine",
  "princess",
  "football",
  "baseball",
  "basketball",
  "superman",
  "batman",
  "starwars",
  "trustno",
  "welcome",
  "monkey",
  "dragon",
  "master",
  "shadow",
  "michael",
  "jennifer",
  "computer",
  "internet",
  "whatever",
  "changeme",
  "default",
  "admin",
  "administrator",
  "root",
  "secret",
  "test",
  "testtest",
  "guest",
  "access",
  "liverpool",
  "chelsea",
  "pokemon",
  "naruto",
  "samsung",
  "corvette",
  "mercedes",
  "midnight",
  "nicholas",
  "danielle",
  "charlie",
  "jordan",
  "hunter",
  "freedom",
  "hello",
  "helloworld",
  "blink",
  "summer",
  "winter",
  "spring",
  "autumn",
]);
