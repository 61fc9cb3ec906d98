# Runs inside the guest: attaches the emulated scanner, scans with our driver, then with Debian's ipp-usb and sane-airscan.
# REPOSITORY, HOST_URL and USBIP_PORT come from the kernel command line, as environment of the first process.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/root
cd "$REPOSITORY" || exit 1
NODE=$REPOSITORY/node_modules/.bin/node
limited() { timeout -k 5 "$@"; }

/lib/systemd/systemd-udevd --daemon >/dev/null 2>&1 || echo 'guest: no udevd'
echo "guest: attaching the scanner"
usbip --tcp-port "$USBIP_PORT" attach -r 10.0.2.2 -b 1-1 || echo 'FAIL usbip attach'
for _ in $(seq 50); do [ -e /sys/bus/usb/devices/1-1/product ] && break; sleep 0.2; done
udevadm settle --timeout=20 >/dev/null 2>&1
echo "guest: $(cat /sys/bus/usb/devices/1-1/manufacturer 2>/dev/null) / $(cat /sys/bus/usb/devices/1-1/product 2>/dev/null)"

limited 700 "$NODE" tests/usb/guest-scan.ts "$HOST_URL" "$USBIP_PORT" /out || echo "FAIL our driver: ended with $?"

echo 'guest: ipp-usb'
# Packages are only unpacked: what their scripts would have made is made here.
grep -q '^avahi:' /etc/passwd || echo 'avahi:x:990:990::/run/avahi-daemon:/usr/sbin/nologin' >>/etc/passwd
grep -q '^avahi:' /etc/group || echo 'avahi:x:990:' >>/etc/group
mkdir -p /run/dbus /var/lib/ipp-usb /var/ipp-usb/dev /var/ipp-usb/lock /var/log/ipp-usb
dbus-daemon --system --fork >/dev/null 2>&1 || echo 'guest: no dbus'
avahi-daemon --no-drop-root --no-chroot --no-rlimits -D >/dev/null 2>&1 || echo 'guest: no avahi'
ipp-usb standalone >/out/ipp-usb.log 2>&1 &
mkdir -p /tmp/sane
echo airscan >/tmp/sane/dll.conf
cp /etc/sane.d/airscan.conf /tmp/sane/
export SANE_CONFIG_DIR=/tmp/sane
device=
for _ in $(seq 20); do
  device=$(limited 30 scanimage -f '%d%n' 2>/dev/null | grep -m1 airscan)
  [ -n "$device" ] && break
  sleep 2
done
if [ -z "$device" ]; then
  echo 'FAIL ipp-usb: no scanner appeared'
  cp /var/log/ipp-usb/*.log /out/ 2>/dev/null
else
  echo "PASS ipp-usb offers the scanner: $device"
  # sane-airscan gives up opening after five seconds, which a starved emulated processor may lose: again, while no page was taken.
  for attempt in 1 2 3; do
    limited 200 scanimage -d "$device" --source ADF --mode Gray --resolution 75 --format=jpeg --batch=/out/airscan-%d.jpg >/out/scanimage.log 2>&1
    code=$?
    [ "$code" = 0 ] || [ -e /out/airscan-1.jpg ] && break
    echo "guest: scanimage attempt $attempt ended with $code before its first page"
    sleep 3
  done
  [ "$code" = 0 ] && echo 'PASS scanimage through ipp-usb and sane-airscan' || echo "FAIL scanimage: exit code $code: $(tail -c 200 /out/scanimage.log)"
fi
