# METADATA
# title: S3 bucket ACL does not grant public read
# description: >-
#   Looks at canned ACLs and grants, inside the bucket and in an `aws_s3_bucket_acl` that refers to
#   it, that let everybody, or everybody with an AWS account, list or read the bucket. The default
#   ACL is private.
# custom:
#   severity: critical
#   category: public exposure
#   resources: [aws_s3_bucket, aws_s3_bucket_acl]
#   remediation: |-
#     Set the ACL to `private`, or better drop it: with `object_ownership = "BucketOwnerEnforced"`
#     in an `aws_s3_bucket_ownership_controls` ACLs have no effect at all. Serve public content
#     through CloudFront.
#   aliases: [CKV_AWS_20, AVD-AWS-0092]
#   references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html"]
package provost.aws.s3.bucket_acl_not_publicly_readable

import rego.v1

applicable if input.resource.type == "aws_s3_bucket"

# Beside its bucket the companion resource is judged there.
applicable if not input.related.aws_s3_bucket

deny contains finding if {
	applicable
	input.resource.attributes.acl in public_acls
	finding := {"message": sprintf("the canned ACL %s lets everybody read", [input.resource.attributes.acl]), "path": ["acl"]}
}

# Grants inside the bucket.
deny contains finding if {
	applicable
	grant := input.resource.attributes.grant[i]
	grant.uri in everybody
	permission := grant.permissions[_]
	permission in public_permissions
	finding := {"message": sprintf("a grant of %s lets everybody read", [permission]), "path": ["grant", i, "permissions"]}
}

# Grants of the ACL resource.
deny contains finding if {
	applicable
	grant := input.resource.attributes.access_control_policy[i].grant[j]
	grants_everybody(grant)
	finding := {
		"message": sprintf("a grant of %s lets everybody read", [grant.permission]),
		"path": ["access_control_policy", i, "grant", j, "permission"],
	}
}

# What the ACL resource beside a bucket does to it.
deny contains finding if {
	applicable
	input.resource.type == "aws_s3_bucket"
	acl := input.related.aws_s3_bucket_acl[_].attributes.acl
	acl in public_acls
	finding := {"message": sprintf("the canned ACL %s lets everybody read", [acl]), "path": ["acl"]}
}

deny contains finding if {
	applicable
	input.resource.type == "aws_s3_bucket"
	grant := input.related.aws_s3_bucket_acl[_].attributes.access_control_policy[_].grant[_]
	grants_everybody(grant)
	finding := {"message": sprintf("a grant of %s lets everybody read", [grant.permission]), "path": ["acl"]}
}

grants_everybody(grant) if {
	grant.grantee[_].uri in everybody
	grant.permission in public_permissions
}

public_acls := {"public-read", "public-read-write", "authenticated-read", "website"}

public_permissions := {"READ", "FULL_CONTROL"}

everybody := {
	"http://acs.amazonaws.com/groups/global/AllUsers",
	"http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
}
