//! The long ids of tfsec, which Trivy still reads in `tfsec:ignore:` and `trivy:ignore:`.
//!
//! In: an id as a comment writes it, in lower case. Out: the id in Trivy's database, by which rules
//! know it as an alias. Never here: ids that tfsec and Trivy use for different things.

/// Long id and number: `("aws-ebs-enable-volume-encryption", 26)` is `AVD-AWS-0026`.
const AWS: &[(&str, u16)] = &[
    ("aws-cloudfront-enable-logging", 10),
    ("aws-cloudfront-enable-waf", 11),
    ("aws-cloudfront-enforce-https", 12),
    ("aws-cloudfront-use-secure-tls-policy", 13),
    ("aws-cloudtrail-enable-all-regions", 14),
    ("aws-cloudtrail-enable-at-rest-encryption", 15),
    ("aws-cloudtrail-enable-log-validation", 16),
    ("aws-cloudtrail-encryption-customer-managed-key", 15),
    ("aws-cloudtrail-ensure-cloudwatch-integration", 162),
    ("aws-cloudtrail-no-public-log-access", 161),
    ("aws-cloudtrail-require-bucket-access-logging", 163),
    ("aws-cloudwatch-log-group-customer-key", 17),
    ("aws-dynamodb-enable-at-rest-encryption", 23),
    ("aws-dynamodb-enable-recovery", 24),
    ("aws-dynamodb-table-customer-key", 25),
    ("aws-ebs-enable-volume-encryption", 26),
    ("aws-ebs-encryption-customer-key", 27),
    ("aws-ec2-add-description-to-security-group", 99),
    ("aws-ec2-add-description-to-security-group-rule", 124),
    ("aws-ec2-enable-at-rest-encryption", 131),
    ("aws-ec2-enable-launch-config-at-rest-encryption", 8),
    ("aws-ec2-enable-volume-encryption", 26),
    ("aws-ec2-enforce-http-token-imds", 28),
    ("aws-ec2-no-default-vpc", 101),
    ("aws-ec2-no-excessive-port-access", 102),
    ("aws-ec2-no-public-egress-sgr", 104),
    ("aws-ec2-no-public-ingress-acl", 105),
    ("aws-ec2-no-public-ingress-sgr", 107),
    ("aws-ec2-no-public-ip-subnet", 164),
    ("aws-ec2-no-secrets-in-user-data", 29),
    ("aws-ec2-require-vpc-flow-logs-for-all-vpcs", 178),
    ("aws-ec2-volume-encryption-customer-key", 27),
    ("aws-ecr-enable-image-scans", 30),
    ("aws-ecr-enforce-immutable-repository", 31),
    ("aws-ecr-repository-customer-key", 33),
    ("aws-efs-enable-at-rest-encryption", 37),
    ("aws-eks-enable-control-plane-logging", 38),
    ("aws-eks-encrypt-secrets", 39),
    ("aws-eks-no-public-cluster-access", 40),
    ("aws-eks-no-public-cluster-access-to-cidr", 41),
    ("aws-elb-alb-not-public", 53),
    ("aws-elb-drop-invalid-headers", 52),
    ("aws-elb-http-not-used", 54),
    ("aws-elb-use-secure-tls-policy", 47),
    ("aws-iam-no-password-reuse", 56),
    ("aws-iam-no-policy-wildcards", 57),
    ("aws-iam-no-user-attached-policies", 143),
    ("aws-iam-require-lowercase-in-passwords", 58),
    ("aws-iam-require-numbers-in-passwords", 59),
    ("aws-iam-require-symbols-in-passwords", 60),
    ("aws-iam-require-uppercase-in-passwords", 61),
    ("aws-iam-set-max-password-age", 62),
    ("aws-iam-set-minimum-password-length", 63),
    ("aws-kms-auto-rotate-keys", 65),
    ("aws-lambda-enable-tracing", 66),
    ("aws-lambda-restrict-source-arn", 67),
    ("aws-rds-enable-public-access", 180),
    ("aws-rds-encrypt-cluster-storage-data", 79),
    ("aws-rds-encrypt-instance-storage-data", 80),
    ("aws-rds-no-public-db-access", 180),
    ("aws-rds-specify-backup-retention", 77),
    ("aws-s3-block-public-acls", 86),
    ("aws-s3-block-public-policy", 87),
    ("aws-s3-enable-bucket-encryption", 88),
    ("aws-s3-enable-bucket-logging", 89),
    ("aws-s3-enable-versioning", 90),
    ("aws-s3-encryption-customer-key", 132),
    ("aws-s3-ignore-public-acls", 91),
    ("aws-s3-no-public-access-with-acl", 92),
    ("aws-s3-no-public-buckets", 93),
    ("aws-s3-specify-public-access-block", 94),
    ("aws-sns-enable-topic-encryption", 95),
    ("aws-sqs-enable-queue-encryption", 96),
    ("aws-ssm-secret-use-customer-key", 98),
    ("aws-vpc-add-description-to-security-group", 99),
    ("aws-vpc-no-default-vpc", 101),
    ("aws-vpc-no-excessive-port-access", 102),
    ("aws-vpc-no-public-egress-sgr", 104),
    ("aws-vpc-no-public-ingress-acl", 105),
    ("aws-vpc-no-public-ingress-sgr", 107),
];

/// The id in Trivy's database.
pub(super) fn number(id: &str) -> Option<String> {
    let index = AWS.binary_search_by(|(name, _)| (*name).cmp(id)).ok()?;
    AWS.get(index).map(|(_, number)| format!("AVD-AWS-{number:04}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_searched() {
        assert!(AWS.is_sorted());
        assert_eq!(number("aws-ebs-enable-volume-encryption").as_deref(), Some("AVD-AWS-0026"));
        assert_eq!(number("aws-none"), None);
    }
}
