# METADATA
# title: EC2 block devices are encrypted
# description: >-
#   Looks at `root_block_device` and `ebs_block_device` of instances and launch configurations. The
#   provider's default is not to encrypt, also for a root device without a block, unless the account
#   encrypts by default. A device made from a snapshot takes the encryption of the snapshot and is
#   not judged.
# custom:
#   severity: high
#   category: encryption at rest
#   resources: [aws_instance, aws_launch_configuration]
#   remediation: |-
#     Set `encrypted = true` in `root_block_device` and in each `ebs_block_device`. The devices, and
#     with a launch configuration the configuration, are replaced. `aws_ebs_encryption_by_default`
#     covers the whole region for what comes later.
#   aliases: [CKV_AWS_8, AVD-AWS-0131]
#   references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-encryption.html"]
package provost.aws.ec2.block_devices_encrypted

import rego.v1

import data.provost.lib.values

deny contains finding if {
	some kind in ["root_block_device", "ebs_block_device"]
	device := input.resource.attributes[kind][i]
	not values.is_true(device.encrypted)
	not values.present(device.snapshot_id)
	finding := {"message": sprintf("a volume of %s is not encrypted", [kind]), "path": [kind, i, "encrypted"]}
}

deny contains finding if {
	not has_root
	finding := {"message": "the root volume is not encrypted", "path": ["root_block_device"]}
}

has_root if input.resource.attributes.root_block_device[_]

# The template decides.
has_root if input.resource.attributes.launch_template[_]
