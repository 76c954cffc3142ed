package provost.lib.secrets_test

import rego.v1

import data.provost.lib.secrets

test_credential_names if {
	every name in ["DB_PASSWORD", "password", "apiKey", "API_KEY", "AWS_SECRET_ACCESS_KEY", "github-token", "MYSQL_ROOT_PASSWORD", "client_secret", "SECRET_KEY", "clientSecret", "secretAccessKey", "SLACK_BOT_TOKEN", "auth.token", "SECRETKEY"] {
		secrets.credential_name(name)
	}
}

test_other_names if {
	every name in ["PASSWORD_FILE", "SECRET_NAME", "TOKEN_TTL", "LOG_LEVEL", "secretName", "tokenUrl", "MAX_TOKENS_COUNT", "enable-token", "TOKENIZER_MODEL", "SESSION_TOKEN_COOKIE", "password_policy", "secretariat"] {
		not secrets.credential_name(name)
	}
}

test_placeholders if {
	every value in ["", "true", "3600", "/run/secrets/db", "$(DB_PASSWORD)", "${DB_PASSWORD}", "{{ .Values.password }}", "<base64-encoded-key>", "$DB", "vault:secret/data/db#password", "replace-me", "ENC[AES256_GCM,data:p673w==,iv:YY=,type:str]"] {
		secrets.placeholder(value)
	}
}

test_literals if {
	secrets.literal("DB_PASSWORD", "hunter2")
	secrets.literal("DATABASE_URL", "postgres://app:hunter2@db:5432/app")
	secrets.literal("KEY", "AKIAIOSFODNN7EXAMPLE")
	secrets.literal("text", "-----BEGIN RSA PRIVATE KEY-----\nMIIE")
}

test_not_literals if {
	not secrets.literal("DB_PASSWORD", "")
	not secrets.literal("DB_PASSWORD", "$(VAULT)")
	not secrets.literal("DATABASE_URL", "postgres://app:${PASSWORD}@db/app")
	not secrets.literal("DATABASE_URL", "postgres://app:$(PASSWORD)@db/app")
	not secrets.literal("URL", "https://example.org:8443/a@b")
	not secrets.literal("LOG_LEVEL", "info")
}
