package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge"
)

type claims struct {
	Subject  string   `json:"sub"`
	Expires  int64    `json:"exp"`
	Channels []string `json:"channels"`
}

// check reads a JWT signed with HS256, and answers what Centrifugo's documentation says for those that are refused.
func check(token, secret string) (claims, error) {
	var c claims
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return c, centrifuge.DisconnectInvalidToken
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(parts[0] + "." + parts[1]))
	if err != nil || !hmac.Equal(signature, mac.Sum(nil)) {
		return c, centrifuge.DisconnectInvalidToken
	}
	body, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(body, &c) != nil {
		return c, centrifuge.DisconnectInvalidToken
	}
	if c.Expires > 0 && c.Expires <= time.Now().Unix() {
		return c, centrifuge.ErrorTokenExpired
	}
	return c, nil
}
