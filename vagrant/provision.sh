#!/bin/bash
# provision.sh [PROMISE...]: makes the machine it runs on (as root, in a box of the Vagrantfile) fit
# for the course. A PROMISE is a line of vagrant/check that this machine must pass besides the
# required ones: cgroup-v1, cgroup-v2, aufs.
#
# Running it again changes nothing, and needs no network.
set -euo pipefail

project=$(dirname "$(dirname "$(realpath "$0")")")

# Each with the versions that the course was written for: a release that has others fails here, at
# once, and not in the middle of a chapter.
packages=(
  'openjdk-17-jdk-headless=17.*'
  'maven=3.*'
  'stress=1.0.*'       # ch03: eats memory
  'busybox-static=1:*' # ch04: the smallest image, one file
  'iptables=1.8.*'     # ch06: NAT
  'iproute2=*'         # ch06: makes links, addresses and routes
)

step() {
  printf '== %s\n' "$*"
}

is_installed() { # NAME=VERSIONS
  local format found
  # shellcheck disable=SC2016 # the dollar signs are dpkg-query's
  format='${db:Status-Status} ${Version}'
  found=$(dpkg-query --show --showformat="$format" "${1%%=*}" 2> /dev/null) || return 1
  # shellcheck disable=SC2053 # the right side is a pattern
  [[ $found == "installed "${1#*=} ]]
}

install_packages() {
  local package missing=()
  for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("$package")
  done
  # Ubuntu keeps what is not needed to boot, aufs for instance, in a package of its own.
  if [[ $* == *aufs* ]] && ! modinfo aufs > /dev/null 2>&1 &&
    apt-cache show "linux-modules-extra-$(uname -r)" > /dev/null 2>&1; then
    missing+=("linux-modules-extra-$(uname -r)")
  fi
  if ((${#missing[@]})); then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update --quiet --quiet
    apt-get install --yes --quiet --quiet --no-install-recommends "${missing[@]}"
  fi
}

# Ubuntu's maven brings Java 11 along and would prefer it.
choose_java() {
  printf 'JAVA_HOME=/usr/lib/jvm/java-17-openjdk-%s\n' "$(dpkg --print-architecture)" > /etc/mavenrc
}

configure_kernel() { # [PROMISE...]
  local modules=(overlay bridge veth br_netfilter)
  if [[ $* == *aufs* ]]; then
    modules+=(aufs)
  fi
  printf '%s\n' "${modules[@]}" > /etc/modules-load.d/mydocker.conf
  printf 'net.ipv4.ip_forward = 1\n' > /etc/sysctl.d/60-mydocker.conf
  # With swap, a limit of memory (ch03) only makes a container slow instead of stopping it.
  sed --in-place '/^[^#].*\sswap\s/s/^/# /' /etc/fstab

  # In a chroot there is no systemd, and the kernel is somebody else's.
  if [[ -d /run/systemd/system ]]; then
    systemctl restart systemd-sysctl.service
    systemctl restart systemd-modules-load.service || true # vagrant/check says what is missing
    swapoff --all
  fi
}

# "vagrant ssh" logs in as vagrant; the course is for root.
make_root_the_user() {
  cat > /etc/profile.d/mydocker.sh << EOF_PROFILE
# Written by vagrant/provision.sh. Only for a person at a terminal: scripts log in here too.
case \$- in
  *i*)
    if [ "\$(id -un)" = vagrant ]; then
      exec sudo --login
    fi
    cd "$project"
    ;;
esac
EOF_PROFILE
}

# Fetches the libraries and plugins of a whole build, unless the poms are those of the last time.
warm_maven() {
  local stamp=/root/.m2/mydocker-poms poms
  export HOME=/root
  cd "$project"
  poms=$(cat pom.xml ./*/pom.xml | sha256sum)
  if [[ -f $stamp && $(< "$stamp") == "$poms" ]]; then
    return
  fi
  mvn --batch-mode --quiet -pl ch02-namespaces exec:java -Dexec.args=--help
  # Never failing: the reader's half-done edits must not stop this.
  mvn --batch-mode --quiet --fail-never verify \
    -Dtest=ErrorsTest -Dsurefire.failIfNoSpecifiedTests=false
  printf '%s\n' "$poms" > "$stamp"
}

if ((EUID != 0)); then
  echo 'provision.sh: cannot change this machine: not run by root: use "vagrant provision"' >&2
  exit 1
fi

step 'packages'
install_packages "$@"
choose_java
step 'kernel modules and settings'
configure_kernel "$@"
make_root_the_user
step 'libraries and plugins of the build'
warm_maven
step 'check'
"$project/vagrant/check" "${@/#/--require=}"
