#!/bin/sh
# Measures whether the cost of Terraform goes in step with the number of resource instances.
#
#   benches/instances.sh [RUNS]
#
# Makes one configuration in three sizes, whose files are the same but for a number: a module called
# with `for_each`, in it resources with `for_each`, `count`, `dynamic` blocks, locals, references and a
# policy document. Scans each RUNS times (5) after a warm-up with every rule, and prints medians of
# the CPU seconds of all threads. PROVOST names the binary (target/release/provost). Fails where 16
# times the instances cost more than 20 times as much, start-up left out.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
provost=${PROVOST:-$here/../target/release/provost}
if [ ! -x "$provost" ]; then
    echo "$provost is not there: build it with \`cargo build --release\`" >&2
    exit 2
fi

python3 - "$provost" "${1:-5}" <<'PYTHON'
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

provost, runs = os.path.abspath(sys.argv[1]), int(sys.argv[2])

ROOT = """
locals {
  teams = { for number in range(%d) : format("team-%%04d", number) => { public = number %% 7 == 0, size = number %% 3 + 1 } }
}

module "team" {
  source   = "./team"
  for_each = local.teams

  name   = each.key
  public = each.value.public
  size   = each.value.size
  key    = aws_kms_key.shared.arn
}

resource "aws_kms_key" "shared" {
  enable_key_rotation = true
}

output "buckets" {
  value = { for name, team in module.team : name => team.buckets }
}
"""

TEAM = """
variable "name" { type = string }
variable "public" { type = bool }
variable "size" { type = number }
variable "key" { type = string }

locals {
  kinds = toset(["logs", "media", "backup", "state"])
  tags  = merge({ team = var.name }, var.public ? { exposed = "yes" } : {})
  ports = [for port in [22, 80, 443] : port if port != 22 || var.public]
}

resource "aws_s3_bucket" "this" {
  for_each = local.kinds
  bucket   = "${var.name}-${each.key}"
  tags     = merge(local.tags, { kind = each.key })
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = aws_s3_bucket.this
  bucket   = each.value.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = { for kind in local.kinds : kind => kind if kind != "logs" }
  bucket   = aws_s3_bucket.this[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_security_group" "this" {
  name        = var.name
  description = "of ${var.name}"

  dynamic "ingress" {
    for_each = local.ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = var.public ? ["0.0.0.0/0"] : [cidrsubnet("10.0.0.0/8", 8, ingress.key)]
      description = "port ${ingress.value}"
    }
  }
}

resource "aws_instance" "this" {
  count                  = var.size
  ami                    = "ami-1"
  instance_type          = count.index == 0 ? "t3.large" : "t3.micro"
  vpc_security_group_ids = [aws_security_group.this.id]

  root_block_device {
    encrypted  = true
    kms_key_id = var.key
  }
}

data "aws_iam_policy_document" "read" {
  dynamic "statement" {
    for_each = aws_s3_bucket.this
    content {
      sid       = title(statement.key)
      actions   = ["s3:GetObject"]
      resources = ["${statement.value.arn}/*"]
    }
  }
}

resource "aws_iam_policy" "read" {
  name   = var.name
  policy = data.aws_iam_policy_document.read.json
}

output "buckets" {
  value = [for bucket in aws_s3_bucket.this : bucket.bucket]
}
"""


def measure(directory):
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.chdir(directory)
        os.execv(provost, [provost, "scan", "--pack", "all", "--format", "json", "--fail-on", "none", "."])
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{provost} failed in {directory}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def resources(directory):
    output = subprocess.run(
        [provost, "scan", "--pack", "all", "--format", "json", "--fail-on", "none", "."],
        cwd=directory, capture_output=True, check=True,
    )
    return json.loads(output.stdout)["summary"]["resources"]


with tempfile.TemporaryDirectory() as base:
    def cost(teams):
        directory = pathlib.Path(base) / str(teams)
        (directory / "team").mkdir(parents=True)
        (directory / "main.tf").write_text(ROOT % teams)
        (directory / "team" / "main.tf").write_text(TEAM)
        measure(directory)
        cpu, memory = map(statistics.median, zip(*(measure(directory) for _ in range(runs))))
        return resources(directory), cpu, memory

    start = cost(0)[1]
    print("| size | instances | CPU s | above start-up, times | peak MiB |")
    print("|---|---|---|---|---|")
    first = None
    for factor in (1, 4, 16):
        count, cpu, memory = cost(50 * factor)
        first = first or max(cpu - start, 1e-3)
        times = (cpu - start) / first
        print(f"| {factor}× | {count} | {cpu:.3f} | {times:.1f} | {memory:.0f} |")
    sys.exit(1 if times > 20 else 0)
PYTHON
