case $WHAT in
  php)
    /usr/local/sbin/xcart-environment
    systemctl reload php-fpm
    ;;
  jobs) systemctl restart xcart.target ;;
esac
echo "$WHAT: reloaded"
