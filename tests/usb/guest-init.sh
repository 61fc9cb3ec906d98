#!/bin/busybox sh
# First process of the guest: the host's files read-only with the fetched packages on top, and a network to the host.
/bin/busybox mkdir -p /bin /proc /sys /dev /host /packages /out /top /system
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
for module in $(cat /modules.list); do insmod /modules/$module || echo "guest: $module does not load"; done
mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=524288,cache=loose host /host || echo 'guest: no host files'
mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=524288,cache=loose packages /packages || echo 'guest: no packages'
mount -t 9p -o trans=virtio,version=9p2000.L,rw,msize=524288 out /out || echo 'guest: no output folder'
mount -t tmpfs top /top
mkdir /top/upper /top/work
mount -t overlay -o lowerdir=/packages:/host,upperdir=/top/upper,workdir=/top/work system /system || echo 'guest: no overlay'
for folder in tmp run; do mount -t tmpfs tmpfs /system/$folder; done
mkdir -p /system/out /system/proc /system/sys /system/dev
for folder in out proc sys dev; do mount --bind /$folder /system/$folder; done
ip link set lo up
ip addr add 10.0.2.15/24 dev eth0
ip link set eth0 up
echo "guest: ready after $(cut -d' ' -f1 /proc/uptime) s, kernel $(uname -r)"
chroot /system /bin/sh $REPOSITORY/tests/usb/guest.sh
echo "guest: finished after $(cut -d' ' -f1 /proc/uptime) s"
sync
poweroff -f
