import angular from 'angular';

angular.module('shop', []);
document.querySelector('body').classList.add('ready');
