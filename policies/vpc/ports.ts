/** What nodes may call on the internet: HTTPS, and submission of mail with TLS (AWS blocks 25). */
export const outwardPorts: readonly number[] = [443, 465, 587, 2465, 2587];
