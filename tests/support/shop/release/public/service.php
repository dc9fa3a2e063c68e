<?php
echo "service\n";
