/** Names and values of what should not be read by everyone. */

/** Words of a name that stand for a secret (those of BuildKit's check SecretsUsedInArgOrEnv). */
const SECRET_WORDS = /^(?:apikey|auth|credentials?|key|password|passwd|pword|secret|token)$/;
/** Those that stand for many other things as well. */
const WEAK_WORDS = /^(?:auth|key)$/;
/** Words that say, wherever they stand, that the rest of the name is about something else. */
const NO_SECRET =
  /^(?:public|pub|file|files|path|version|name|dummy|fake|gpg|pgp|cache|sort|primary|foreign|partition|shard|idempotency|translation|i18n)$/;
/** Words that, behind the secret's, name a property of it: `TOKEN_URL`, `AUTH_MODE`. */
const PROPERTY =
  /^(?:url|uri|urls|host|hostname|server|port|type|types|mode|enabled?|disabled?|sock|socket|ttl|timeout|length|len|size|bits|dir|directory|folder|algorithm|alg|algo|provider|providers|method|methods|realm|issuer|audience|header|prefix|suffix|expiry|expires|expiration|lifetime|interval|backend|service|plugin|module|driver|user|username|email|scheme|scope|scopes|map|ring|store|fingerprint|layout|binding|bindings|limit|count|max|min|rotation|rotate|required|optional|strategy|endpoint|level|policy|class|format|region|manager|source|skip|check|strict|domain|image|repo|repository|package|arn|ref|store|alias|usage|proxy|request|requests|vault|label|id_field)$/;

/**
 * The words of a name that make it a secret's.
 * @returns `undefined` for a name that is none; `isWeak` where only words speak for it that mean other things, too
 */
export function secretName(name: string): { readonly isWeak: boolean } | undefined {
  // What bundlers put into the browser's code is read by everyone as it is.
  if (/^(?:VITE|REACT_APP|GATSBY|VUE_APP|NEXT_PUBLIC|EXPO_PUBLIC|NUXT_PUBLIC|NG_APP)_/.test(name))
    return undefined;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_.-]+/);
  const first = words.findIndex((word) => SECRET_WORDS.test(word));
  if (first < 0 || words.some((word) => NO_SECRET.test(word))) return undefined;
  const last = words.findLastIndex((word) => SECRET_WORDS.test(word));
  if (words.slice(last + 1).some((word) => PROPERTY.test(word))) return undefined;
  return { isWeak: words.every((word) => !SECRET_WORDS.test(word) || WEAK_WORDS.test(word)) };
}

/** Texts that stand in for a secret where a build wants one and does not use it. */
const STAND_IN =
  /dummy|placeholder|fake|not[-_ ]?(?:a[-_ ]?)?(?:real|used|needed|set|secret)|unused|ignore|(?:docker|for|during)[-_ ]build|build[-_ ]?(?:time|only|secret)|overrid|overwrit|replace[-_]?me|insert[-_]|^(?:todo|tbd|none|null|nil|undefined|n\/a|x+|\*+|\.+|-+)$|^<.*>$|^\[.*\]$|^your[-_ ]|^(?:example|sample)$/i;
/** Tokens that services give out for the browser: PostHog's, Stripe's publishable ones. */
const FOR_BROWSERS = /^(?:phc_|pk_(?:live|test)_)/;
/** Settings and numbers. */
const SETTING = /^(?:true|false|yes|no|on|off|enabled?|disabled?|auto|default|\d{1,5})$/i;
/** Where something lies, and addresses that carry no password. */
const PLACE =
  /^(?:~|\.{0,2}[/\\]|[A-Za-z]:[\\/]|\$\{?\w+\}?\/)|\.(?:pem|json|key|crt|cer|p12|pfx|jks|txt|ya?ml|env)$|^[a-z][a-z+.-]*:\/\/[^@\s]*$/i;
/** Numbers by which public keys are known: of 8, 16 or 40 digits. */
const FINGERPRINT = /^(?:0x)?(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{40})(?:\s|$)|^(?:[0-9A-F]{4}\s+){9}/;

/** Whether a value under a secret's name may be one. */
export function maySecret(value: string, { isWeak }: { readonly isWeak: boolean }): boolean {
  const text = value.trim();
  if (text === '' || STAND_IN.test(text) || FOR_BROWSERS.test(text)) return false;
  if (SETTING.test(text) || PLACE.test(text)) return false;
  // `AUTH=ldap` chooses a way, `GPG_KEY=A035…` names a key.
  return !isWeak || !(FINGERPRINT.test(text) || /^[a-z]{1,14}$/i.test(text));
}

/** Whether a value is a default that is meant to be changed, and that is publicly known until then. */
export function isKnownDefault(value: string): boolean {
  return /change[-_ ]?(?:me|it|this)|^(?:password|passw0rd|secret|admin|root|postgres|mysql|test|guest)\d{0,4}$/i.test(
    value.trim(),
  );
}

/** A private key, or the number of an access key of AWS: telling under any name. */
export function isKeyMaterial(value: string): boolean {
  return (
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/.test(value) &&
    !/EXAMPLE/.test(value)
  );
}
