# METADATA
# title: Resources carry the required tags
# description: >-
#   Looks at `tags` for the names that the parameter `required_tags` lists; the list is empty by
#   default, and then nothing is judged. Tags say who owns a resource, what it costs and which
#   data it holds. `default_tags` of the resource's provider count.
# custom:
#   severity: low
#   category: configuration hygiene
#   resources: [aws_instance, aws_launch_template, aws_ebs_volume, aws_s3_bucket, aws_db_instance, aws_rds_cluster, aws_dynamodb_table, aws_lambda_function, aws_eks_cluster, aws_ecs_cluster, aws_ecs_service, aws_ecr_repository, aws_efs_file_system, aws_elasticache_replication_group, aws_opensearch_domain, aws_redshift_cluster, aws_docdb_cluster, aws_neptune_cluster, aws_lb, aws_vpc, aws_subnet, aws_security_group, aws_kms_key, aws_secretsmanager_secret, aws_sqs_queue, aws_sns_topic, aws_kinesis_stream, aws_msk_cluster, aws_cloudfront_distribution, aws_iam_role]
#   params:
#     required_tags: []
#   remediation: |-
#     Add the tags to the resource, or to `default_tags` of the provider.
#   aliases: []
#   references:
#     - https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
package provost.aws.account.required_tags_present

import rego.v1

import data.provost.lib.values

applicable if count(input.params.required_tags) > 0

deny contains finding if {
	some name in input.params.required_tags
	not values.present(input.resource.attributes.tags[name])
	not values.present(input.resource.attributes.tags_all[name])
	finding := {"message": sprintf("the tag %s is missing", [name]), "path": ["tags", name]}
}
