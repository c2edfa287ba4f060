/** Programs that look after a node or its network and need a part of it: by the name of their workload or image. */
const NODE_AGENT =
  /(?:^|[-_/.])(?:[\w-]*exporter|kube-?proxy|kube-?router|[\w-]*cni\d*|[\w-]*csi\d*|calico|tigera|cilium|flannel|canal|weave(?:-?net)?|antrea|multus|aws-node|whereabouts|ovn\w*|node-problem-detector|node-local-dns|nodelocaldns|cadvisor|falco|sysdig|tetragon|tracee|datadog|datakit|dd-agent|newrelic|dynatrace|instana|splunk|fluent-?bit|fluentd|promtail|alloy|filebeat|metricbeat|packetbeat|vector|otel\w*|opentelemetry\w*|telegraf|netdata|device-plugin|nvidia|gpu|kured|longhorn|rook|ceph\w*|openebs|portworx|linstor|metallb|speaker|kube-vip|keepalived|kube-bench|kube-addon-manager|ip-masq-agent|metadata-proxy|[\w-]*termination-handler|apparmor-loader|local-path-provisioner|node-shell|node-disk-manager|kube-apiserver|kube-controller-manager|kube-scheduler|etcd|konnectivity|cloud-controller-manager|node-feature-discovery|nfd|scaphandre|kepler|parca|pyroscope|beyla|inspektor\w*|hubble|spiderpool|tuned|sriov\w*)(?=$|[-_/.:@\d])/i;

/** Images that make containers inside of a container, or set up the kernel for such; they need all of it. */
const NESTED =
  /(?:^|\/)docker:[\w.-]*dind|moby\/buildkit|kindest\/node|(?:^|\/)k3s(?:[-_:@]|$)|rancher\/(?:k3s|rancher)|(?:^|[/_-])(?:dind|buildkitd?|binfmt|qemu-user-static|localstack-pro|sysbox|act_runner|nested)(?=$|[-_/.:@])/i;

/** Programs that find others by broadcast, or are a part of the network themselves. */
const NETWORK_TOOL =
  /(?:^|[-_/.])(?:home-?assistant|hass|homebridge|plex\w*|pms-docker|jellyfin|emby\w*|avahi|mdns\w*|dhcp\w*|dnsmasq|pi-?hole|adguard\w*|tailscale\w*|zerotier\w*|wireguard\w*|wg-easy|openvpn|netbird|unifi\w*|node-red|snapcast|shairport\w*|minidlna|roon\w*|zigbee\w*|matter\w*|esphome|scrypted|frigate|netdata|ntopng|suricata|zeek|coredns|asterisk|freepbx|freeswitch|kamailio|coturn|livekit|jitsi\w*|speedtest\w*|smokeping|iperf3?|keepalived|bird|frr|haproxy-keepalived)(?=$|[-_/.:@\d])/i;

/** Images that need a key for the network or to lock memory, by the capability. */
const KEY_USERS: readonly (readonly [capabilities: RegExp, image: RegExp])[] = [
  [
    /^(?:NET_ADMIN|NET_RAW|SYS_MODULE|NET_BROADCAST)$/,
    /wireguard|wg-easy|openvpn|gluetun|tailscale|zerotier|netbird|netmaker|strongswan|ipsec|ocserv|warp|vpn|pi-?hole|adguard|dnsmasq|dhcp|home-?assistant|calico|cilium|flannel|weave|antrea|multus|cni|istio|linkerd|envoy|proxyv2|metallb|speaker|kube-vip|kube-proxy|kube-router|node-local-dns|node-cache|keepalived|haproxy|suricata|zeek|tcpdump|netshoot|toxiproxy|pumba|chaos/i,
  ],
  [/^IPC_LOCK$/, /vault|openbao|elasticsearch|opensearch|mongo|oracle|mssql|redis|scylla|cassandra|db2/i],
  [/^SYS_TIME$/, /chrony|ntp/i],
  [/^SYS_(?:NICE|RESOURCE)$/, /mysql|mariadb|percona|oracle|postgres|jack|pipewire|elasticsearch/i],
  [
    /^(?:SYS_ADMIN|SYS_PTRACE|BPF|PERFMON|SYS_RESOURCE)$/,
    /falco|cilium|tetragon|tracee|datadog|pyroscope|parca|beyla|inspektor|sysdig|csi|fuse|rclone|s3fs|gcsfuse|kepler/i,
  ],
  [/^SYS_RAWIO$/, /smartctl|smartd|scrutiny|makemkv/i],
];

/** Tools that are built to steer the engine through its socket. */
const SOCKET_TOOL =
  /(?:^|[-_/.])(?:portainer\w*|traefik|watchtower|dozzle|ctop|lazydocker|autoheal|ouroboros|diun|nginx-proxy|jwilder|acme-companion|letsencrypt-nginx-proxy-companion|docker-gen|dockge|yacht|komodo|swarmpit|swarmprom|cadvisor|ofelia|glances|netdata|homepage|uptime-kuma|gitlab-runner|act_runner|drone-runner\w*|woodpecker-agent|jenkins\w*|registrator|logspout|filebeat|promtail|alloy|vector|datadog|telegraf|caddy-docker-proxy|whats-up-docker|wud|localstack|testcontainers|ryuk|crowdsec|coolify\w*|dokku|caprover|kong-docker|buildkite|runner|agent|docker|dind)(?=$|[-_/.:@\d])/i;

/** Proxies that stand between the socket and those who need a part of it. */
const SOCKET_PROXY = /(?:docker-?)?socket-?proxy|docker-?proxy|dockerproxy|sockguard/i;

export const isNodeAgent = (...names: readonly (string | undefined)[]) => some(NODE_AGENT, names);
export const isNestedEngine = (...names: readonly (string | undefined)[]) => some(NESTED, names);
export const isNetworkTool = (...names: readonly (string | undefined)[]) => some(NETWORK_TOOL, names);
export const isSocketTool = (...names: readonly (string | undefined)[]) => some(SOCKET_TOOL, names);
export const isSocketProxy = (...names: readonly (string | undefined)[]) => some(SOCKET_PROXY, names);

/** Whether a program is known to need a capability. */
export function needsKey(capability: string, ...names: readonly (string | undefined)[]): boolean {
  return KEY_USERS.some(([keys, image]) => keys.test(capability) && some(image, names));
}

function some(pattern: RegExp, names: readonly (string | undefined)[]): boolean {
  return names.some((name) => name !== undefined && pattern.test(name));
}
