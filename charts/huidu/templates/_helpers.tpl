{{- define "huidu.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "huidu.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "huidu.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "huidu.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The parts below take (dict "root" $ "part" "analyzer" | "shifter"). */}}

{{- define "huidu.partName" -}}
{{ include "huidu.fullname" .root }}-{{ .part }}
{{- end -}}

{{- define "huidu.selector" -}}
app.kubernetes.io/name: {{ include "huidu.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end -}}

{{- define "huidu.labels" -}}
{{ include "huidu.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "huidu.serviceAccount" -}}
{{- $account := (index .root.Values .part).serviceAccount -}}
{{- if $account.create -}}
{{- default (include "huidu.partName" .) $account.name -}}
{{- else -}}
{{- default "default" $account.name -}}
{{- end -}}
{{- end -}}

{{- define "huidu.image" -}}
{{- $image := .root.Values.image -}}
{{- with $image.registry -}}{{ trimSuffix "/" . }}/{{- end -}}
{{ (index .root.Values .part).image.repository }}:{{ default .root.Chart.AppVersion $image.tag }}
{{- end -}}

{{- define "huidu.kafka" -}}
{{- if .Values.tryOutKafka.enabled -}}
{{ include "huidu.fullname" . }}-kafka:9092
{{- else -}}
{{ required "kafka.bootstrapServers: got nothing, expected host:port, or tryOutKafka.enabled=true" .Values.kafka.bootstrapServers }}
{{- end -}}
{{- end -}}

{{/* What the pods of both parts are like. Pod security "restricted", and a root file system that can't be written. */}}
{{- define "huidu.pod" -}}
serviceAccountName: {{ include "huidu.serviceAccount" . }}
automountServiceAccountToken: {{ eq .part "shifter" }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  seccompProfile: {type: RuntimeDefault}
terminationGracePeriodSeconds: 30
{{- $own := index .root.Values .part }}
{{- with $own.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if $own.affinity }}
affinity:
  {{- toYaml $own.affinity | nindent 2 }}
{{- else }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "huidu.selector" . | nindent 8 }}
{{- end }}
{{- end -}}

{{- define "huidu.container" -}}
image: {{ include "huidu.image" . }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
ports:
  - {name: http, containerPort: 8080, protocol: TCP}
# Alive is whoever can still help itself, so an unreachable Kafka ends no pod.
startupProbe:
  httpGet: {path: /healthz, port: http}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /healthz, port: http}
  periodSeconds: 10
  timeoutSeconds: 3
readinessProbe:
  httpGet: {path: /readyz, port: http}
  periodSeconds: 5
  timeoutSeconds: 3
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
resources:
  {{- toYaml (index .root.Values .part).resources | nindent 2 }}
{{- end -}}

{{- define "huidu.env" -}}
- name: HUIDU_KAFKA_BOOTSTRAP_SERVERS
  value: {{ include "huidu.kafka" .root | quote }}
{{- with .root.Values.kafka.topicPrefix }}
- name: HUIDU_KAFKA_TOPIC_PREFIX
  value: {{ . | quote }}
{{- end }}
{{- include "huidu.kafkaAccess" .root }}
- name: HUIDU_LOG_FORMAT
  value: {{ .root.Values.log.format }}
- name: HUIDU_LOG_LEVEL
  value: {{ .root.Values.log.level }}
{{- end -}}

{{/* The JVM and the compression libraries of Kafka's client write temporary files. */}}
{{- define "huidu.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if include "huidu.kafkaFiles" .root }}
- {name: kafka, mountPath: /etc/huidu/kafka, readOnly: true}
{{- end }}
{{- with (index .root.Values .part).extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "huidu.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 64Mi}
{{- with include "huidu.kafkaFiles" .root }}
- name: kafka
  projected:
    sources:
      {{- . | trim | nindent 6 }}
{{- end }}
{{- with (index .root.Values .part).extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Of a Secret, one key as a file; nothing where it has no name. Takes (list SECRET KEY FILE). */}}
{{- define "huidu.secretFile" -}}
{{- with first . }}
- secret: {name: {{ . }}, items: [{key: {{ index $ 1 }}, path: {{ index $ 2 }}}]}
{{- end }}
{{- end -}}

{{- define "huidu.kafkaFiles" -}}
{{- if not .Values.tryOutKafka.enabled }}
{{- with .Values.kafka }}
{{- include "huidu.secretFile" (list .tls.caSecret.name .tls.caSecret.key "ca.crt") }}
{{- include "huidu.secretFile" (list .tls.clientSecret.name .tls.clientSecret.certificateKey "tls.crt") }}
{{- include "huidu.secretFile" (list .tls.clientSecret.name .tls.clientSecret.privateKeyKey "tls.key") }}
{{- include "huidu.secretFile" (list .sasl.passwordSecret.name .sasl.passwordSecret.key "password") }}
{{- include "huidu.secretFile" (list .sasl.oauth.clientSecret.name .sasl.oauth.clientSecret.key "client-secret") }}
{{- include "huidu.secretFile" (list .propertiesSecret.name .propertiesSecret.key "client.properties") }}
{{- end }}
{{- end }}
{{- end -}}

{{/* An environment variable; nothing where it has no value. Takes (list NAME VALUE). */}}
{{- define "huidu.variable" -}}
{{- with index . 1 }}
- name: {{ first $ }}
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* The path of a Secret's file; nothing where it has no name. Takes (list SECRET PATH). */}}
{{- define "huidu.path" -}}
{{- if first . }}{{ index . 1 }}{{ end -}}
{{- end -}}

{{- define "huidu.kafkaAccess" -}}
{{- if .Values.tryOutKafka.enabled }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_SECURITY" "plaintext") }}
{{- else }}
{{- with .Values.kafka }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_SECURITY" .security) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_CA_FILE" (include "huidu.path" (list .tls.caSecret.name "/etc/huidu/kafka/ca.crt"))) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_CERTIFICATE_FILE" (include "huidu.path" (list .tls.clientSecret.name "/etc/huidu/kafka/tls.crt"))) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_KEY_FILE" (include "huidu.path" (list .tls.clientSecret.name "/etc/huidu/kafka/tls.key"))) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_SASL" .sasl.mechanism) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_USERNAME" .sasl.username) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_PASSWORD_FILE" (include "huidu.path" (list .sasl.passwordSecret.name "/etc/huidu/kafka/password"))) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_OAUTH_TOKEN_URL" .sasl.oauth.tokenUrl) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_OAUTH_CLIENT_ID" .sasl.oauth.clientId) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_OAUTH_SCOPE" .sasl.oauth.scope) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_OAUTH_CLIENT_SECRET_FILE" (include "huidu.path" (list .sasl.oauth.clientSecret.name "/etc/huidu/kafka/client-secret"))) }}
{{- include "huidu.variable" (list "HUIDU_KAFKA_PROPERTIES_FILE" (include "huidu.path" (list .propertiesSecret.name "/etc/huidu/kafka/client.properties"))) }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "huidu.prometheusFiles" -}}
{{- with .Values.prometheus }}
{{- include "huidu.secretFile" (list .caSecret.name .caSecret.key "ca.crt") }}
{{- include "huidu.secretFile" (list .bearerTokenSecret.name .bearerTokenSecret.key "token") }}
{{- include "huidu.secretFile" (list .passwordSecret.name .passwordSecret.key "password") }}
{{- end }}
{{- end -}}

{{- define "huidu.prometheusAccess" -}}
{{- with .Values.prometheus }}
{{- include "huidu.variable" (list "HUIDU_PROMETHEUS_TENANT" .tenant) }}
{{- include "huidu.variable" (list "HUIDU_PROMETHEUS_CA_FILE" (include "huidu.path" (list .caSecret.name "/etc/huidu/prometheus/ca.crt"))) }}
{{- include "huidu.variable" (list "HUIDU_PROMETHEUS_BEARER_TOKEN_FILE" (include "huidu.path" (list .bearerTokenSecret.name "/etc/huidu/prometheus/token"))) }}
{{- include "huidu.variable" (list "HUIDU_PROMETHEUS_USERNAME" .username) }}
{{- include "huidu.variable" (list "HUIDU_PROMETHEUS_PASSWORD_FILE" (include "huidu.path" (list .passwordSecret.name "/etc/huidu/prometheus/password"))) }}
{{- end }}
{{- end -}}

{{- define "huidu.commandFiles" -}}
{{- with .Values.shifter }}
{{- include "huidu.secretFile" (list .commands.actorsSecret.name .commands.actorsSecret.key "actors.json") }}
{{- include "huidu.secretFile" (list .push.signingKeySecret.name .push.signingKeySecret.key "signing-key.json") }}
{{- end }}
{{- end -}}

{{- define "huidu.commands" -}}
{{- with .Values.shifter }}
{{- include "huidu.variable" (list "HUIDU_COMMAND_ACTORS_FILE" (include "huidu.path" (list .commands.actorsSecret.name "/etc/huidu/commands/actors.json"))) }}
{{- include "huidu.variable" (list "HUIDU_COMMAND_AUDIENCE" .commands.audience) }}
{{- include "huidu.variable" (list "HUIDU_UNSIGNED_COMMANDS" (join "," .commands.unsignedNamespaces)) }}
{{- include "huidu.variable" (list "HUIDU_PUSH_SIGNING_KEY_FILE" (include "huidu.path" (list .push.signingKeySecret.name "/etc/huidu/commands/signing-key.json"))) }}
{{- end }}
{{- end -}}

{{/* A dashboard as its file has it; where there is a console, its links lead to that, too. */}}
{{- define "huidu.dashboard" -}}
{{- $file := .root.Files.Get .path }}
{{- if .root.Values.console.enabled }}
{{- $board := fromJson $file }}
{{- $page := ternary "/r/${namespace}/${release}" "/" (eq (base .path) "release.json") }}
{{- $url := print (trimSuffix "/" .root.Values.console.url) $page }}
{{- $link := dict "title" "Console" "type" "link" "url" $url "icon" "external link" "targetBlank" false "includeVars" false "keepTime" false "tooltip" "" "tags" list }}
{{- toPrettyJson (set $board "links" (append $board.links $link)) }}
{{- else }}
{{- $file }}
{{- end }}
{{- end -}}
