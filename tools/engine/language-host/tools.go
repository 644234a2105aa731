//go:build tools

// Package tools makes the command a dependency, so that go.mod and go.sum pin it.
package tools

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
