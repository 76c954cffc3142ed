-- Reviews for wrk: pods good and bad in turn, each with a name of its own, so that no verdict can
-- come from the cache. What is not an answer with the expected verdict counts as wrong.

local tests = "abcdefghijklmnop"
local number = 0
wrong = 0
local threads = {}

local head = {["Content-Type"] = "application/json"}
local good = [[{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"%s-%d","kind":{"group":"","version":"v1","kind":"Pod"},"resource":{"group":"","version":"v1","resource":"pods"},"namespace":"shop","operation":"CREATE","userInfo":{"username":"system:serviceaccount:kube-system:replicaset-controller","groups":["system:serviceaccounts","system:authenticated"]},"dryRun":false,"oldObject":null,"object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-%s-%d","namespace":"shop","uid":"3d2f5a4e","creationTimestamp":"2026-11-21T00:00:00Z","labels":{"app":"web","pod-template-hash":"7c5ddbdf54"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-7c5ddbdf54","uid":"1","controller":true}],"managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:containers":{}}}}]},"spec":{"serviceAccountName":"web","serviceAccount":"web","automountServiceAccountToken":false,"restartPolicy":"Always","dnsPolicy":"ClusterFirst","schedulerName":"default-scheduler","terminationGracePeriodSeconds":30,"enableServiceLinks":false,"priority":0,"preemptionPolicy":"PreemptLowerPriority","tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],"securityContext":{"runAsNonRoot":true,"runAsUser":10001,"fsGroup":10001,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"web","image":"registry.example.org/shop/web:1.4.2@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","imagePullPolicy":"Always","ports":[{"name":"http","containerPort":8080,"protocol":"TCP"}],"env":[{"name":"MODE","value":"production"}],"resources":{"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"cpu":"1","memory":"128Mi"}},"livenessProbe":{"httpGet":{"path":"/live","port":8080,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3},"readinessProbe":{"httpGet":{"path":"/ready","port":8080,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","volumeMounts":[{"name":"tmp","mountPath":"/tmp"}],"securityContext":{"allowPrivilegeEscalation":false,"privileged":%s,"readOnlyRootFilesystem":true,"runAsNonRoot":true,"runAsUser":10001,"capabilities":{"drop":["ALL"]}}}],"volumes":[{"name":"tmp","emptyDir":{"sizeLimit":"16Mi"}}%s]},"status":{"phase":"Pending"}}}}]]
local host_path = [[,{"name":"host","hostPath":{"path":"/","type":""}}]]

function setup(thread)
    thread:set("id", tests:sub(#threads + 1, #threads + 1))
    table.insert(threads, thread)
end

function request()
    number = number + 1
    local bad = number % 2 == 0
    local body = good:format(id, number, id, number, tostring(bad), bad and host_path or "")
    return wrk.format("POST", "/validate", head, body)
end

function response(status, headers, body)
    local number = tonumber(body:match('"uid":"%a%-(%d+)"'))
    local allowed = body:find('"allowed":true', 1, true) ~= nil
    if status ~= 200 or number == nil or allowed ~= (number % 2 == 1) then
        wrong = wrong + 1
    end
end

function done(summary, latency, requests)
    local all = 0
    for _, thread in ipairs(threads) do
        all = all + thread:get("wrong")
    end
    local errors = summary.errors
    io.write(string.format(
        "reviews/s %.0f\np50 %.2f ms\np99 %.2f ms\nmax %.2f ms\nreviews %d\nwrong answers %d\nsocket errors %d\n",
        summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000,
        latency:percentile(99) / 1000,
        latency.max / 1000,
        summary.requests,
        all,
        errors.connect + errors.read + errors.write + errors.timeout))
end
