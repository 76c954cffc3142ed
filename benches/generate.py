#!/usr/bin/env python3
"""Writes the corpora that benches/run.sh measures, the same bytes each time.

    python3 benches/generate.py DIRECTORY

DIRECTORY then holds `one` (a single Terraform file), `terraform` (800 files, 3 MB), `workflows`
(650 files, 2.4 MB) and `kubernetes` (400 files, 6 MB). Nothing but the standard library is used.
"""

import pathlib
import random
import sys

WORDS = (
    "orders payments basket search catalogue pictures invoices reports sessions mail alerts "
    "exports imports audit events stock prices reviews loyalty returns courier labels tax"
).split()
TEAMS = "shop platform finance logistics data".split()
ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
REGISTRY = "registry.example.org"


class Corpus:
    """Writes files below a directory and counts their bytes."""

    def __init__(self, directory, seed):
        self.directory = directory
        self.random = random.Random(seed)
        self.files = 0
        self.bytes = 0

    def write(self, path, text):
        target = self.directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        target.write_bytes(data)
        self.files += 1
        self.bytes += len(data)

    def name(self):
        return f"{self.random.choice(WORDS)}-{self.random.randrange(1000)}"

    def often(self, share):
        return self.random.random() < share


# Terraform -------------------------------------------------------------------------------------


def tf_bool(corpus, share=0.6):
    return "true" if corpus.often(share) else "false"


def tf_tags(corpus):
    return (
        "  tags = merge(local.tags, {\n"
        f'    Name  = "${{local.name}}-{corpus.name()}"\n'
        f'    Owner = "{corpus.random.choice(TEAMS)}@example.org"\n'
        "  })\n"
    )


def tf_bucket(corpus, label):
    text = f'resource "aws_s3_bucket" "{label}" {{\n  bucket        = "${{local.name}}-{label}"\n'
    text += f"  force_destroy = {tf_bool(corpus, 0.2)}\n\n{tf_tags(corpus)}}}\n"
    if corpus.often(0.7):
        text += (
            f'\nresource "aws_s3_bucket_public_access_block" "{label}" {{\n'
            f"  bucket = aws_s3_bucket.{label}.id\n\n"
            f"  block_public_acls       = {tf_bool(corpus, 0.9)}\n"
            f"  block_public_policy     = {tf_bool(corpus, 0.9)}\n"
            "  ignore_public_acls      = true\n  restrict_public_buckets = true\n}\n"
        )
    if corpus.often(0.6):
        text += (
            f'\nresource "aws_s3_bucket_versioning" "{label}" {{\n'
            f"  bucket = aws_s3_bucket.{label}.id\n\n"
            "  versioning_configuration {\n"
            '    status = var.versioned ? "Enabled" : "Suspended"\n  }\n}\n'
        )
    if corpus.often(0.6):
        text += (
            f'\nresource "aws_s3_bucket_server_side_encryption_configuration" "{label}" {{\n'
            f"  bucket = aws_s3_bucket.{label}.bucket\n\n  rule {{\n"
            "    apply_server_side_encryption_by_default {\n"
            '      sse_algorithm     = "aws:kms"\n      kms_master_key_id = var.kms_key_arn\n'
            "    }\n  }\n}\n"
        )
    return text


def tf_database(corpus, label):
    return (
        f'resource "aws_db_instance" "{label}" {{\n'
        f'  identifier              = "${{local.name}}-{label}"\n  engine                  = "postgres"\n'
        f"  instance_class          = var.instance_class\n"
        f"  allocated_storage       = {corpus.random.randrange(20, 500)}\n"
        f"  storage_encrypted       = {corpus.random.choice(['true', 'false', 'var.encrypted'])}\n"
        f"  multi_az                = {tf_bool(corpus)}\n"
        f"  publicly_accessible     = {tf_bool(corpus, 0.1)}\n"
        f"  backup_retention_period = {corpus.random.choice([0, 1, 7, 30])}\n"
        f"  deletion_protection     = {tf_bool(corpus)}\n"
        f"  username                = \"{label}\"\n  password                = var.password\n"
        "  vpc_security_group_ids  = [for group in var.groups : group.id if group.enabled]\n\n"
        f"{tf_tags(corpus)}\n  lifecycle {{\n    ignore_changes = [password]\n  }}\n}}\n"
    )


def tf_security_group(corpus, label):
    text = (
        f'resource "aws_security_group" "{label}" {{\n  name        = "${{local.name}}-{label}"\n'
        f'  description = "{corpus.name()}"\n  vpc_id      = var.vpc_id\n'
    )
    for _ in range(corpus.random.randrange(1, 4)):
        port = corpus.random.choice([22, 80, 443, 3306, 5432, 8080])
        source = corpus.random.choice(['"0.0.0.0/0"', '"10.0.0.0/8"', "var.cidr"])
        text += (
            f"\n  ingress {{\n    from_port   = {port}\n    to_port     = {port}\n"
            f'    protocol    = "tcp"\n    cidr_blocks = [{source}]\n  }}\n'
        )
    text += (
        "\n  dynamic \"egress\" {\n    for_each = toset(var.ports)\n    content {\n"
        "      from_port   = egress.value\n      to_port     = egress.value\n"
        '      protocol    = "tcp"\n      cidr_blocks = ["0.0.0.0/0"]\n    }\n  }\n'
    )
    return text + f"\n{tf_tags(corpus)}}}\n"


def tf_policy(corpus, label):
    action = corpus.random.choice(['"*"', '["s3:GetObject", "s3:PutObject"]', '"ec2:Describe*"'])
    return (
        f'resource "aws_iam_policy" "{label}" {{\n  name = "${{local.name}}-{label}"\n\n'
        "  policy = jsonencode({\n    Version = \"2012-10-17\"\n    Statement = [{\n"
        f'      Sid      = "{label.title().replace("_", "")}"\n      Effect   = "Allow"\n'
        f"      Action   = {action}\n"
        f"      Resource = [\"*\", \"arn:aws:s3:::${{local.name}}-{label}/*\"]\n"
        "    }]\n  })\n}\n\n"
        f'resource "aws_iam_role" "{label}" {{\n  name = "${{local.name}}-{label}"\n\n'
        "  assume_role_policy = <<-JSON\n    {\n      \"Version\": \"2012-10-17\",\n"
        '      "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",\n'
        '        "Principal": {"Service": "ec2.amazonaws.com"}}]\n    }\n  JSON\n}\n'
    )


def tf_instance(corpus, label):
    return (
        f'resource "aws_instance" "{label}" {{\n  for_each = {{ for i, z in var.zones : z => i }}\n\n'
        "  ami                         = data.aws_ami.base.id\n"
        f'  instance_type               = "{corpus.random.choice(["t3.micro", "m7g.large"])}"\n'
        "  availability_zone           = each.key\n"
        f"  associate_public_ip_address = {tf_bool(corpus, 0.3)}\n"
        f"  monitoring                  = {tf_bool(corpus)}\n\n"
        "  root_block_device {\n    volume_size = 40\n"
        f"    encrypted   = {tf_bool(corpus)}\n  }}\n\n"
        "  metadata_options {\n"
        f'    http_tokens = "{"required" if corpus.often(0.5) else "optional"}"\n  }}\n\n'
        "  user_data = <<-EOT\n    #!/bin/sh\n    set -eu\n"
        + "".join(f"    install {corpus.name()} --zone ${{each.key}}\n" for _ in range(4))
        + f"  EOT\n\n{tf_tags(corpus)}}}\n"
    )


TF_VARIABLES = """variable "environment" {
  type        = string
  description = "Name of the environment."
  default     = "production"
}

variable "zones" {
  type    = list(string)
  default = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}

variable "versioned" {
  type    = bool
  default = true
}

variable "encrypted" {
  type = bool
}

variable "kms_key_arn" {
  type    = string
  default = null
}

variable "password" {
  type      = string
  sensitive = true
}

variable "instance_class" {
  type    = string
  default = "db.r7g.large"
}

variable "groups" {
  type    = list(object({ id = string, enabled = bool }))
  default = []
}

variable "ports" {
  type    = list(number)
  default = [443, 8443]
}

variable "vpc_id" {
  type = string
}

variable "cidr" {
  type    = string
  default = "10.20.0.0/16"
}
"""

TF_LOCALS = """locals {
  name = join("-", compact(["%s", var.environment]))

  tags = {
    Project     = "%s"
    Environment = title(var.environment)
  }

  subnets = { for index, zone in var.zones : zone => cidrsubnet(var.cidr, 8, index) }
}

data "aws_ami" "base" {
  most_recent = true
  owners      = ["self"]
}
"""

TF_CALL = """module "shared" {
  source = "../../modules/%d"

  vpc_id    = var.vpc_id
  password  = var.password
  encrypted = true
  versioned = false
}
"""


def terraform(directory):
    corpus = Corpus(directory, 2)
    makers = [tf_bucket, tf_database, tf_security_group, tf_policy, tf_instance]
    # 100 folders of 8 files. The first ten are modules, which some of the others call.
    for number in range(100):
        team = corpus.random.choice(TEAMS)
        folder = f"modules/{number}" if number < 10 else f"{team}/{number:03}"
        name = corpus.name()
        corpus.write(f"{folder}/variables.tf", TF_VARIABLES)
        call = number >= 10 and corpus.often(0.3)
        head = TF_LOCALS % (name, name) + ("\n" + TF_CALL % (number % 10) if call else "")
        corpus.write(f"{folder}/locals.tf", head)
        for part in range(5):
            resources = []
            for serial in range(corpus.random.randrange(6, 12)):
                label = f"{corpus.random.choice(WORDS)}_{part}_{serial}"
                resources.append(corpus.random.choice(makers)(corpus, label))
            corpus.write(f"{folder}/part{part}.tf", "\n".join(resources))
        outputs = "".join(
            f'output "{word}" {{\n  value = "${{local.name}}-{word}"\n}}\n\n'
            for word in corpus.random.sample(WORDS, 6)
        )
        corpus.write(f"{folder}/outputs.tf", outputs)
    return corpus


# Workflows -------------------------------------------------------------------------------------

ACTIONS = [
    "actions/checkout@v4",
    "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2",
    "actions/setup-node@v4",
    "actions/cache@v4",
    "actions/upload-artifact@master",
    "docker/build-push-action@v6",
    "example/scan@main",
]


def step(corpus):
    if corpus.often(0.45):
        action = corpus.random.choice(ACTIONS)
        text = f"      - name: {corpus.name()}\n        uses: {action}\n        with:\n"
        return text + f"          path: {corpus.name()}\n          token: ${{{{ secrets.GITHUB_TOKEN }}}}\n"
    context = corpus.random.choice(
        ["github.sha", "github.event.pull_request.title", "matrix.version", "inputs.target"]
    )
    lines = "".join(
        f"          make {corpus.name()} TARGET={corpus.name()}\n"
        for _ in range(corpus.random.randrange(1, 6))
    )
    return (
        f"      - name: {corpus.name()}\n        if: ${{{{ success() && github.ref != '' }}}}\n"
        f"        env:\n          NAME: {corpus.name()}\n        run: |\n{lines}"
        f'          echo "${{{{ {context} }}}}"\n'
    )


def workflows(directory):
    corpus = Corpus(directory, 3)
    for number in range(650):
        trigger = corpus.random.choice(["push", "pull_request", "pull_request_target", "schedule"])
        body = {
            "push": "    branches: [main]\n",
            "schedule": '    - cron: "17 3 * * *"\n',
        }.get(trigger, "    types: [opened, synchronize]\n")
        text = f"name: {corpus.name()}\n\non:\n  {trigger}:\n{body}\n"
        if corpus.often(0.5):
            text += "permissions:\n  contents: read\n\n"
        text += "jobs:\n"
        for job in range(corpus.random.randrange(2, 5)):
            text += f"  job{job}:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 30\n"
            if job:
                text += f"    needs: [job{job - 1}]\n"
            if corpus.often(0.4):
                text += "    strategy:\n      matrix:\n        version: [20, 22, 24]\n"
            if corpus.often(0.2):
                text += f"    container:\n      image: {REGISTRY}/{corpus.name()}:latest\n"
            text += "    steps:\n"
            text += "".join(step(corpus) for _ in range(corpus.random.randrange(3, 7)))
        repository = f"repository{number // 10:02}"
        corpus.write(f"{repository}/.github/workflows/{number:03}.yml", text)
    return corpus


# Kubernetes ------------------------------------------------------------------------------------


def container(corpus, name):
    tag = corpus.random.choice([":latest", ":1.4.2", "", "@sha256:" + "ab" * 32])
    text = f"        - name: {name}\n          image: {REGISTRY}/{name}{tag}\n          env:\n"
    for _ in range(corpus.random.randrange(3, 12)):
        key = corpus.name().upper().replace("-", "_")
        text += f"            - name: {key}\n              value: {corpus.name()}\n"
    if corpus.often(0.5):
        text += (
            "          securityContext:\n"
            f"            privileged: {tf_bool(corpus, 0.1)}\n"
            f"            readOnlyRootFilesystem: {tf_bool(corpus)}\n"
            "            allowPrivilegeEscalation: false\n"
            "            capabilities:\n              drop: [ALL]\n"
        )
    if corpus.often(0.6):
        text += (
            "          resources:\n            requests: {cpu: 100m, memory: 128Mi}\n"
            "            limits:\n              memory: 256Mi\n"
        )
    if corpus.often(0.5):
        text += "          livenessProbe:\n            httpGet:\n              path: /live\n              port: 8080\n"
    return text


def workload(corpus, name):
    kind = corpus.random.choice(["Deployment", "StatefulSet", "DaemonSet"])
    text = (
        f"apiVersion: apps/v1\nkind: {kind}\nmetadata:\n  name: {name}\n  namespace: shop\n"
        f"  labels:\n    app: {name}\n    team: {corpus.random.choice(TEAMS)}\nspec:\n"
    )
    if kind != "DaemonSet":
        text += f"  replicas: {corpus.random.randrange(1, 5)}\n"
    text += f"  selector:\n    matchLabels:\n      app: {name}\n  template:\n    metadata:\n      labels:\n"
    text += f"        app: {name}\n    spec:\n"
    if corpus.often(0.1):
        text += "      hostNetwork: true\n"
    text += "      containers:\n"
    return text + "".join(
        container(corpus, f"{name}-{index}") for index in range(corpus.random.randrange(1, 4))
    )


def service(corpus, name):
    kind = corpus.random.choice(["ClusterIP", "ClusterIP", "LoadBalancer"])
    return (
        f"apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\n  namespace: shop\nspec:\n"
        f"  type: {kind}\n  selector:\n    app: {name}\n  ports:\n    - port: 80\n      targetPort: 8080\n"
    )


def config_map(corpus, name):
    text = f"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n  namespace: shop\ndata:\n"
    text += "  application.properties: |\n"
    for _ in range(corpus.random.randrange(10, 40)):
        text += f"    {corpus.name().replace('-', '.')}={corpus.name()}\n"
    return text


def role(corpus, name):
    verbs = corpus.random.choice(['["*"]', "[get, list]", "[get, watch, create]"])
    return (
        f"apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: {name}\n"
        f'  namespace: shop\nrules:\n  - apiGroups: [""]\n    resources: [pods, secrets]\n    verbs: {verbs}\n'
    )


def network_policy(_corpus, name):
    return (
        f"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: {name}\n"
        f"  namespace: shop\nspec:\n  podSelector:\n    matchLabels:\n      app: {name}\n"
        "  policyTypes: [Ingress]\n  ingress:\n    - from:\n        - podSelector: {}\n"
    )


def kubernetes(directory):
    corpus = Corpus(directory, 4)
    for number in range(400):
        documents = []
        while sum(map(len, documents)) < 14_600:
            name = f"{corpus.name()}-{len(documents)}"
            makers = [workload, workload, service, config_map, role, network_policy]
            documents.append(corpus.random.choice(makers)(corpus, name))
        corpus.write(f"team{number // 40}/{number:03}.yaml", "---\n".join(documents))
    return corpus


def one(directory):
    corpus = Corpus(directory, 1)
    corpus.write("main.tf", 'resource "aws_s3_bucket" "one" {\n  bucket = "one"\n}\n')
    return corpus


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    base = pathlib.Path(sys.argv[1])
    for make in (one, terraform, workflows, kubernetes):
        corpus = make(base / make.__name__)
        print(f"{make.__name__}: {corpus.files} files, {corpus.bytes / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
