console cache:clear
caches empty cache
# Compiled code in memory is looked at again only by a reload.
systemctl reload php-fpm
echo "php-fpm: reloaded"
