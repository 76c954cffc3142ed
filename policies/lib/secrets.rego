# Literal credentials: names that promise one, and values that look like one.
#
# The patterns keep to plain classes (no \s, \b, (?i)), so that every engine reads them alike.
package provost.lib.secrets

import rego.v1

# A name that holds a credential: DB_PASSWORD, apiKey, AWS_SECRET_ACCESS_KEY …
credential_name(name) if {
	plain := lower(name)
	regex.match(`passw(or)?d|passphrase|secrets?($|[^a-z]|key|access|value|token)|tokens?($|[^a-z])|api[_.-]?key|access[_.-]?key|private[_.-]?key|encryption[_.-]?key|signing[_.-]?key|credentials?$`, plain)
	not regex.match(`[_.-](file|path|dir|name|names|ref|id|ids|arn|url|uri|host|endpoint|header|enabled|disabled|ttl|type|length|size|policy|version|provider|issuer|audience|algorithm|expiry|expires|expiration|seconds|minutes|hours|days|timeout|lifetime|count|limit|region|store|manager|backend|mount|engine|namespace|cookie|prefix|suffix|mode|format|scopes?|claim|field|column|label|env|var|template|method|service|configmap|role|realm|domain|group|user|username|rotation|required)$`, plain)
	not regex.match(`(Id|Name|Ref|Path|File|Url|Uri|Arn|Enabled|Ttl|TTL|Type|Policy|Expiry|Seconds|Timeout)$`, name)
	not regex.match(`^(max|min|use|enable|disable|require|allow|has|is)[_.-]`, plain)
}

# A value that says nothing: empty, a switch, a number with a unit, a path, a reference to another
# variable, to a template or to a store of secrets; or it is encrypted in place (`ENC[…]` of SOPS).
placeholder(value) if {
	plain := lower(trim_space(value))
	regex.match(`^(true|false|yes|no|on|off|null|none|nil|default|redacted|placeholder|[0-9]+(ms|s|m|h|d)?|/[a-z0-9_./-]*|<[^>]*>|(enc)?\[[^\]]*\]|xxx+|[*]+|[.]+|(your|replace[_ -]?me|to[_ -]?be[_ -]?(replaced|filled)|base64[_ -]encoded).*|(vault|ssm|arn|projects?|secretref|valuefrom|ref[+][a-z]+|op|gcpsecretmanager|sm)[:/].*)?$`, plain)
}

placeholder(value) if {
	regex.match(`\$[{(]|[{][{]|<%|^\$[A-Za-z_]|^%[A-Za-z_]+%$|^__[A-Za-z_]+__$`, value)
}

# A value that is a credential whatever its name: the forms that issuers give their keys.
credential_value(value) if {
	regex.match(`(^|[^A-Za-z0-9])(AKIA|ASIA|A3T[A-Z0-9])[A-Z0-9]{16}($|[^A-Za-z0-9])`, value)
}

credential_value(value) if {
	regex.match(`-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----`, value)
}

credential_value(value) if {
	regex.match(`(^|[^A-Za-z0-9])(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50}|glpat-[A-Za-z0-9_-]{20}|npm_[A-Za-z0-9]{36}|xox[abeprs]-[A-Za-z0-9-]{10}|sk_live_[A-Za-z0-9]{16}|AIza[A-Za-z0-9_-]{35}|SG[.][A-Za-z0-9_-]{22}[.][A-Za-z0-9_-]{43})`, value)
}

credential_value(value) if {
	regex.match(`https://hooks[.]slack[.]com/services/T[A-Za-z0-9]+/B[A-Za-z0-9]+/[A-Za-z0-9]+`, value)
}

# A password within a connection string: postgres://user:password@host.
credential_value(value) if {
	regex.match(`[a-z][a-z0-9+.-]*://[^ \t\n:/@]*:[^ \t\n:/@${}<>*]{3,}@[^ \t\n/]`, value)
}

# A named literal that is a credential.
literal(name, value) if {
	is_string(value)
	credential_name(name)
	not placeholder(value)
}

literal(_, value) if {
	is_string(value)
	credential_value(value)
}
