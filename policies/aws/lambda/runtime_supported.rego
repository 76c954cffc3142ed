# METADATA
# title: Lambda runtime is supported
# description: >-
#   Looks at `runtime`. A runtime past its end gets no more security fixes, and at some time
#   functions on it can no longer be changed. The list is a parameter.
# custom:
#   severity: medium
#   category: patching
#   resources: [aws_lambda_function]
#   params:
#     ended: ["dotnet5.0", "dotnet6", "dotnet7", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "go1.x", "java8", "nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x", "nodejs18.x", "provided", "python2.7", "python3.6", "python3.7", "python3.8", "python3.9", "ruby2.5", "ruby2.7"]
#   remediation: |-
#     Move to a current version of the language and set it as `runtime`.
#   aliases: [CKV_AWS_363]
#   references:
#     - https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
package provost.aws.lambda.runtime_supported

import rego.v1

deny contains finding if {
	input.resource.attributes.runtime in input.params.ended
	finding := {"message": sprintf("%s is no longer supported", [input.resource.attributes.runtime]), "path": ["runtime"]}
}
